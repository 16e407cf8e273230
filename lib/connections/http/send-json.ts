import pRetry from 'p-retry';
import { err, ok, type Result } from '../../util/result';
import { HttpFailure, usualPatience, type HttpPatience } from './http-failure';
import type { HttpRequest } from './http-request';

/** What a server answered. */
export interface JsonAnswer {
  readonly status: number;
  /** How the answer begins. */
  readonly text: string;
  readonly attempts: number;
}

/** Characters of an answer that are kept. */
const mostOfAnswer = 200;

/**
 * Sends a JSON text. A failure on the server's side and silence are tried again, what the server refuses
 * is not. The headers are the same each time, so that a key among them tells a repeated request.
 */
export async function sendJson(
  request: HttpRequest,
  body: string,
  options: {
    readonly method: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly signal: AbortSignal;
    readonly patience?: HttpPatience;
    readonly onRetry?: (message: string) => void;
  },
): Promise<Result<JsonAnswer, string>> {
  const { signal, method, patience = usualPatience } = options;
  const headers = { 'content-type': 'application/json', ...request.headers, ...options.headers };
  let attempts = 0;
  try {
    return ok(
      await pRetry(
        async () => {
          attempts += 1;
          return { ...(await attempt(request, { method, headers, body }, signal)), attempts };
        },
        {
          retries: patience.retries,
          minTimeout: patience.delayMs,
          randomize: true,
          signal,
          shouldRetry: ({ error }) => error instanceof HttpFailure && error.isPassing,
          onFailedAttempt: ({ error, retriesLeft }) => {
            if (retriesLeft > 0 && error instanceof HttpFailure && error.isPassing) {
              options.onRetry?.(`${request.label}: ${error.message}; trying again`);
            }
          },
        },
      ),
    );
  } catch (error) {
    if (signal.aborted || !(error instanceof HttpFailure)) throw error;
    return err(`${error.message}${attempts > 1 ? ` (${String(attempts)} attempts)` : ''}`);
  }
}

async function attempt(
  { url, timeoutMs }: HttpRequest,
  init: RequestInit,
  signal: AbortSignal,
): Promise<Omit<JsonAnswer, 'attempts'>> {
  try {
    const response = await fetch(url, {
      ...init,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const text = (await response.text()).slice(0, mostOfAnswer);
    if (!response.ok) throw HttpFailure.ofStatus(response.status, text);
    return { status: response.status, text };
  } catch (error) {
    if (signal.aborted) throw error;
    throw HttpFailure.ofError(error, timeoutMs);
  }
}
