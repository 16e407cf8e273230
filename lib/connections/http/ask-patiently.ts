import pRetry from 'p-retry';
import { HttpFailure } from './http-failure';

/** How often and how patiently a server is asked again. */
export interface HttpPatience {
  readonly retries: number;
  /** Before the first further try; doubled each time. */
  readonly delayMs: number;
}

const usualPatience: HttpPatience = { retries: 3, delayMs: 500 };

/** How a request is repeated, and who hears of it. */
export interface PatientOptions {
  /** Ends the attempt that goes on and the wait for the next. */
  readonly signal: AbortSignal;
  readonly patience?: HttpPatience;
  /** Told before each further attempt. */
  readonly onRetry?: (message: string) => void;
}

/** Tries again what may pass by itself, at growing distances with some chance in them; throws the last failure. */
export function askPatiently<T>(
  label: string,
  attempt: () => Promise<T>,
  { signal, patience = usualPatience, onRetry }: PatientOptions,
): Promise<T> {
  return pRetry(attempt, {
    retries: patience.retries,
    minTimeout: patience.delayMs,
    randomize: true,
    signal,
    shouldRetry: ({ error }) => error instanceof HttpFailure && error.isPassing,
    onFailedAttempt: ({ error, retriesLeft }) => {
      if (retriesLeft > 0 && error instanceof HttpFailure && error.isPassing) {
        onRetry?.(`${label}: ${error.message}; trying again`);
      }
    },
  });
}
