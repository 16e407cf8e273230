import type { ExecutionFailure, ExecutionOutput } from '../kinds/kind';
import { err, type Result } from '../util/result';

type AttemptResult = Result<ExecutionOutput, ExecutionFailure>;

/**
 * Gives an attempt `seconds` to finish and tells it to end then; what was cut off so has failed with the
 * code `timeout`, and not as cancelled: it may be tried again.
 */
export async function withTimeLimit(
  seconds: number | null,
  abort: AbortSignal,
  attempt: (signal: AbortSignal) => Promise<AttemptResult>,
): Promise<AttemptResult> {
  if (seconds === null) return attempt(abort);
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), seconds * 1000);
  try {
    const result = await attempt(AbortSignal.any([abort, limit.signal]));
    const isCutOff = !result.ok && result.error.code === 'cancelled' && !abort.aborted;
    if (!isCutOff || !limit.signal.aborted) return result;
    return err({
      code: 'timeout',
      message: `Given up after ${String(seconds)} s.`,
      hint: 'Give it more time with "timeout: <seconds>" in its file, or less to do.',
    });
  } finally {
    clearTimeout(timer);
  }
}
