import { describe, expect, it } from 'vitest';
import { runStateWord } from './run-state-word';

const going = { ready: false, over: false };

describe('runStateWord', () => {
  it('tells a node that waits for a slot from one that waits for data', () => {
    const node = { status: 'pending', decision: 'run', error: null } as const;
    expect(runStateWord(node, going)).toBe('pending');
    expect(runStateWord(node, { ready: true, over: false })).toBe('queued');
  });

  it('tells what a person stopped from what went wrong', () => {
    const failed = (code: string) =>
      ({ status: 'failed', decision: 'run', error: { code, message: '' } }) as const;
    expect(runStateWord(failed('cancelled'), going)).toBe('stopped');
    expect(runStateWord(failed('sql_error'), going)).toBe('failed');
  });

  it('tells what was left out from what was not reached', () => {
    expect(runStateWord({ status: 'skipped', decision: 'skip', error: null }, going)).toBe(
      'skipped',
    );
    expect(runStateWord({ status: 'skipped', decision: 'run', error: null }, going)).toBe(
      'blocked',
    );
  });

  it('never calls a node running or waiting in a run that has ended', () => {
    const over = { ready: true, over: true };
    expect(runStateWord({ status: 'running', decision: 'run', error: null }, over)).toBe('stopped');
    expect(runStateWord({ status: 'pending', decision: 'run', error: null }, over)).toBe('blocked');
  });
});
