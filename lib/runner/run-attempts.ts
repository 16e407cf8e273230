import pRetry from 'p-retry';
import type { ExecutionFailure, ExecutionOutput } from '../kinds/kind';
import type { Result } from '../util/result';

/** How often and how patiently a node that failed is tried again. */
export interface RetryPolicy {
  /** Further attempts after the first. */
  readonly retries: number;
  /** Seconds before the first further attempt; doubled each time, at most 30; 0 for no wait. */
  readonly delaySeconds: number;
}

type AttemptResult = Result<ExecutionOutput, ExecutionFailure>;

const longestDelayMs = 30_000;

/**
 * Tries until it works, the attempts are used up, or `stop` says that waiting for another makes no sense.
 * A failure that was ordered (code `cancelled`) is never tried again.
 */
export async function runAttempts(
  policy: RetryPolicy,
  stop: AbortSignal,
  attempt: (number: number) => Promise<AttemptResult>,
): Promise<{ result: AttemptResult; attempts: number }> {
  // Nearly all nodes: without the timers and listeners that further attempts need.
  if (policy.retries === 0 && !stop.aborted) return { result: await attempt(1), attempts: 1 };
  const results: AttemptResult[] = [];
  try {
    await pRetry(
      async (number) => {
        const result = await attempt(number);
        results.push(result);
        if (!result.ok) throw new AttemptFailed(result.error);
      },
      {
        retries: policy.retries,
        minTimeout: policy.delaySeconds * 1000,
        maxTimeout: longestDelayMs,
        randomize: true,
        signal: stop,
        shouldRetry: ({ error }) =>
          !stop.aborted && error instanceof AttemptFailed && error.failure.code !== 'cancelled',
      },
    );
  } catch (error) {
    // pRetry also throws when it is told to stop, even after an attempt that worked: the results decide.
    if (!(error instanceof AttemptFailed) && !stop.aborted) throw error;
  }
  const last = results.at(-1);
  if (last === undefined) throw new Error('Stopped before the first attempt');
  return { result: last, attempts: results.length };
}

class AttemptFailed extends Error {
  readonly failure: ExecutionFailure;

  constructor(failure: ExecutionFailure) {
    super(failure.message);
    this.failure = failure;
  }
}
