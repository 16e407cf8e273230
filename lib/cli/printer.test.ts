import { PassThrough } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { createPrinter } from './printer';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** What a printer writes to a stream that is a terminal or a pipe; a pipe has no `isTTY` at all. */
function written(isTTY: true | undefined, color: boolean): string {
  const stream = new PassThrough();
  const out = Object.assign(stream, isTTY === undefined ? {} : { isTTY }) as unknown;
  const stdout = out as NodeJS.WriteStream;
  createPrinter({ ascii: false, color, quiet: false, stdout, stderr: stdout }).success('done');
  return String(stream.read());
}

test('colours are for terminals, also where the CI would get them', () => {
  vi.stubEnv('NO_COLOR', '');
  vi.stubEnv('CI', 'true');
  vi.stubEnv('FORCE_COLOR', '1');
  expect(written(undefined, true)).toBe('✓ done\n');
  expect(written(true, true)).toBe('\u001b[32m✓\u001b[39m done\n');
});

test('--no-color and NO_COLOR leave colours out', () => {
  expect(written(true, false)).toBe('✓ done\n');
  vi.stubEnv('NO_COLOR', '1');
  expect(written(true, true)).toBe('✓ done\n');
});
