import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { err, ok } from '../util/result';
import { runAttempts } from './run-attempts';

const never = new AbortController().signal;
const failure = err({ code: 'sql_error', message: 'no' });

describe('the wait before a further attempt', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('doubles each time, differs from run to run, and ends at 30 s', async () => {
    const startedMs: number[] = [];
    const done = runAttempts({ retries: 8, delaySeconds: 1 }, never, () => {
      startedMs.push(Date.now());
      return Promise.resolve(failure);
    });
    await vi.advanceTimersByTimeAsync(1_000_000);
    expect((await done).attempts).toBe(9);
    const waits = startedMs.slice(1).map((at, index) => at - (startedMs[index] ?? 0));
    for (const [index, wait] of waits.entries()) {
      const least = Math.min(1000 * 2 ** index, 30_000);
      expect(wait).toBeGreaterThanOrEqual(least);
      expect(wait).toBeLessThanOrEqual(Math.min(2 * least, 30_000) + 1);
    }
    expect(waits.some((wait) => wait % 1000 !== 0)).toBe(true);
  });

  it('is none when the delay is 0', async () => {
    const startMs = Date.now();
    const done = runAttempts({ retries: 3, delaySeconds: 0 }, never, () =>
      Promise.resolve(failure),
    );
    await vi.advanceTimersByTimeAsync(10);
    expect((await done).attempts).toBe(4);
    expect(Date.now() - startMs).toBeLessThanOrEqual(10);
  });
});

it.each([
  ['ends with the first that works', ['no', 'yes', 'no'], 5, { ok: true }, 2],
  ['ends when the attempts are used up', ['no', 'no', 'no'], 2, { ok: false }, 3],
  ['tries once without retries', ['no', 'yes'], 0, { ok: false }, 1],
  ['does not try again what was cancelled', ['cancelled', 'yes'], 5, { ok: false }, 1],
])('%s', async (_, outcomes, retries, result, attempts) => {
  const ended = await runAttempts({ retries, delaySeconds: 0 }, never, (number) => {
    const outcome = outcomes[number - 1];
    return Promise.resolve(
      outcome === 'yes'
        ? ok({ rowCount: 1, outputPath: null, metadata: {} })
        : err({ code: outcome === 'cancelled' ? 'cancelled' : 'sql_error', message: 'no' }),
    );
  });
  expect(ended).toMatchObject({ result, attempts });
});
