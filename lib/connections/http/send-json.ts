import { err, ok, type Result } from '../../util/result';
import { askPatiently, type PatientOptions } from './ask-patiently';
import { HttpFailure } from './http-failure';
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
  options: PatientOptions & {
    readonly method: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Promise<Result<JsonAnswer, string>> {
  const { signal, method } = options;
  const headers = { 'content-type': 'application/json', ...request.headers, ...options.headers };
  let attempts = 0;
  const once = async (): Promise<JsonAnswer> => {
    attempts += 1;
    return { ...(await attempt(request, { method, headers, body }, signal)), attempts };
  };
  try {
    return ok(await askPatiently(request.label, once, options));
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
