import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamMessage } from '@/lib/service/history/stream-message';
import { backoffMs, followStream, type LiveState } from './follow-stream';

const beat = (at_ms: number): StreamMessage => ({ type: 'heartbeat', at_ms });

/** A stream that gives the messages, then ends, fails or hangs. */
async function* stream(
  messages: readonly StreamMessage[],
  end: 'ends' | 'fails' | 'hangs',
): AsyncGenerator<StreamMessage> {
  yield* messages;
  if (end === 'fails') throw new Error('cut');
  if (end === 'hangs') await new Promise(() => undefined);
}

function rig(streams: readonly AsyncGenerator<StreamMessage>[]) {
  const left = [...streams];
  const states: LiveState[] = [];
  const heard: StreamMessage[] = [];
  const abort = new AbortController();
  let wake: () => void = () => undefined;
  const finished = followStream({
    open: () => {
      const next = left.shift();
      return next === undefined ? Promise.reject(new Error('refused')) : Promise.resolve(next);
    },
    onMessage: (message) => heard.push(message),
    onState: (state) => states.push(state),
    onWake: (resume) => {
      wake = resume;
      return () => undefined;
    },
    signal: abort.signal,
    random: () => 0,
  });
  return { states, heard, abort, finished, wake: () => wake(), left };
}

describe('followStream', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('opens the stream again after it ended or broke, and goes on with what follows', async () => {
    const { states, heard, abort, finished } = rig([
      stream([beat(1)], 'ends'),
      stream([beat(2)], 'fails'),
      stream([beat(3)], 'hangs'),
    ]);
    await vi.advanceTimersByTimeAsync(3000);
    expect(heard).toEqual([beat(1), beat(2), beat(3)]);
    expect(states).toEqual(['connecting', 'live', 'reconnecting', 'live', 'reconnecting', 'live']);
    abort.abort();
    await finished;
  });

  it('takes a stream that is silent for too long as lost', async () => {
    const { states, heard, abort, finished } = rig([
      stream([beat(1)], 'hangs'),
      stream([beat(2)], 'hangs'),
    ]);
    await vi.advanceTimersByTimeAsync(24_000);
    expect(states.at(-1)).toBe('live');
    await vi.advanceTimersByTimeAsync(3000);
    expect(heard).toEqual([beat(1), beat(2)]);
    abort.abort();
    await finished;
  });

  it('tries at once when it is woken', async () => {
    const { states, heard, abort, finished, wake } = rig([
      stream([], 'fails'),
      stream([beat(1)], 'hangs'),
    ]);
    await vi.advanceTimersByTimeAsync(1);
    expect(states.at(-1)).toBe('reconnecting');
    wake();
    await vi.advanceTimersByTimeAsync(1);
    expect(heard).toEqual([beat(1)]);
    abort.abort();
    await finished;
  });

  it('opens nothing more once it is aborted', async () => {
    const { abort, finished, left } = rig([stream([beat(1)], 'hangs'), stream([beat(2)], 'hangs')]);
    await vi.advanceTimersByTimeAsync(1);
    abort.abort();
    await finished;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(left).toHaveLength(1);
  });
});

describe('backoffMs', () => {
  it('waits between 1 and 16 seconds, longer after each failure', () => {
    const waits = (random: number) =>
      [0, 1, 2, 3, 4, 9].map((failures) => backoffMs(failures, () => random));
    expect(waits(0)).toEqual([1000, 1875, 3750, 7500, 12_000, 12_000]);
    expect(waits(1)).toEqual([1250, 2500, 5000, 10_000, 16_000, 16_000]);
  });
});
