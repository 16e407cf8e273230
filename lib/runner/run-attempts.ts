import pRetry from 'p-retry';
import type { ExecutionFailure, ExecutionOutput } from '../kinds/kind';
import { err, ok, type Result } from '../util/result';

/** How often and how patiently a node that failed is tried again. */
export interface RetryPolicy {
  /** Further attempts after the first. */
  readonly retries: number;
  /** Seconds before the first further attempt; doubled each time, at most 30; 0 for no wait. */
  readonly delaySeconds: number;
}

const longestDelayMs = 30_000;

/**
 * Tries until it works, the attempts are used up, or `stop` says that waiting for another makes no sense.
 * A failure that was ordered (code `cancelled`) is never tried again.
 */
export async function runAttempts(
  policy: RetryPolicy,
  stop: AbortSignal,
  attempt: (number: number) => Promise<Result<ExecutionOutput, ExecutionFailure>>,
): Promise<{ result: Result<ExecutionOutput, ExecutionFailure>; attempts: number }> {
  let attempts = 0;
  const failures: ExecutionFailure[] = [];
  try {
    const output = await pRetry(
      async (number) => {
        attempts = number;
        const result = await attempt(number);
        if (result.ok) return result.value;
        failures.push(result.error);
        throw new AttemptFailed(result.error);
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
    return { result: ok(output), attempts };
  } catch (error) {
    if (error instanceof AttemptFailed) return { result: err(error.failure), attempts };
    // The wait for the next attempt was cut short: what failed before is what there is to say.
    const last = failures.at(-1);
    if (last !== undefined && stop.aborted) return { result: err(last), attempts };
    throw error;
  }
}

class AttemptFailed extends Error {
  readonly failure: ExecutionFailure;

  constructor(failure: ExecutionFailure) {
    super(failure.message);
    this.failure = failure;
  }
}
