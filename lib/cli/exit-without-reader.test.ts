import { PassThrough } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { exitWithoutReader } from './exit-without-reader';

function streams(): Record<'stdout' | 'stderr', NodeJS.WriteStream> {
  const stream = (): NodeJS.WriteStream => new PassThrough() as unknown as NodeJS.WriteStream;
  return { stdout: stream(), stderr: stream() };
}

it('ends the process when the reader of either stream has left', () => {
  const exit = vi.fn();
  const { stdout, stderr } = streams();
  exitWithoutReader({ stdout, stderr }, exit);
  stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  stderr.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  expect(exit).toHaveBeenCalledTimes(2);
});

it('hides no other trouble', () => {
  const { stdout, stderr } = streams();
  exitWithoutReader({ stdout, stderr }, () => undefined);
  expect(() => stdout.emit('error', new Error('no space left'))).toThrow('no space left');
});
