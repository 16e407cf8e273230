import type { DataAnswers, DataRequest } from '@/app/api/data/request';
import type { ServiceError } from '@/lib/service/service-error';
import type { Result } from '@/lib/util/result';
import { valueOrThrow } from '../project/service-failure';

/** Asks for rows, profiles or the result of a query; a signal that fires ends the work on the server too. */
export async function askData<R extends DataRequest>(
  request: R,
  signal?: AbortSignal,
): Promise<DataAnswers[R['type']]> {
  const response = await fetch('/api/data', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
    ...(signal === undefined ? {} : { signal }),
  });
  // The route answers every question with a result; anything else means that it was not reached.
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return valueOrThrow((await response.json()) as Result<DataAnswers[R['type']], ServiceError>);
}

/** The address of a view or a query as a CSV file. */
export function csvAddress(
  asked: { readonly sql: string } | { readonly view: unknown; readonly columns: unknown },
): string {
  return `/api/csv?ask=${encodeURIComponent(JSON.stringify(asked))}`;
}
