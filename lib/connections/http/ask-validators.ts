import type { JsonObject } from '../../util/json';
import { err, ok, type Result } from '../../util/result';
import type { Outside } from '../outside';
import { HttpFailure } from './http-failure';
import { httpRequest } from './http-request';

const answerMs = 5000;

/**
 * By what a server tells one version of a file from another, without its content. Nothing for a server
 * that says nothing about it.
 */
export async function askValidators(
  url: string,
  params: JsonObject,
  outside: Outside,
  signal: AbortSignal,
): Promise<Result<Readonly<Record<string, string>>, string>> {
  const request = httpRequest(url, params, outside);
  if (!request.ok) return err(request.error.message);
  const { label, headers } = request.value;
  try {
    const response = await fetch(request.value.url, {
      method: 'HEAD',
      headers,
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
    });
    // Some servers let nobody ask without fetching.
    if (response.status === 405 || response.status === 501) return ok({});
    if (!response.ok) return err(`${label}: ${HttpFailure.ofStatus(response.status).message}`);
    const version =
      response.headers.get('etag') ??
      response.headers.get('last-modified') ??
      response.headers.get('content-length');
    return ok(version === null ? {} : { [label]: version });
  } catch (error) {
    return err(`${label}: ${HttpFailure.ofError(error, answerMs).message}`);
  }
}
