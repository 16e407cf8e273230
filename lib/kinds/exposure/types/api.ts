import { createHash } from 'node:crypto';
import type { HttpPatience } from '../../../connections/http/ask-patiently';
import { httpRequest } from '../../../connections/http/http-request';
import { sendJson } from '../../../connections/http/send-json';
import { EngineError } from '../../../engine/engine-error';
import { isJsonObject, type JsonObject } from '../../../util/json';
import { err, ok } from '../../../util/result';
import { invalid, type Delivery } from '../delivery';
import { jsonBatches } from './json-batches';

const defaultBatchSize = 500;
const methods = ['POST', 'PUT', 'PATCH'];

/** Sends the rows as lists of JSON objects, some at a time and one after the other. */
export const deliverToApi: Delivery = async ({ node, params, input, context }) => {
  const url = params['url'] ?? node.config.url;
  if (typeof url !== 'string' || url === '') {
    return err(
      invalid(
        `${node.id} doesn't say where to send the rows.`,
        'Add params.url, as in "url: https://api.example.com/v1/users".',
      ),
    );
  }
  const request = httpRequest(url, params, context.outside);
  if (!request.ok)
    return err({ ...request.error, message: `${node.id}: ${request.error.message}` });
  const method = typeof params['method'] === 'string' ? params['method'].toUpperCase() : 'POST';
  if (!methods.includes(method)) {
    return err(invalid(`${node.id}: the method is ${method}.`, `It can be ${methods.join(', ')}.`));
  }
  const { label } = request.value;
  const { signal } = context;
  let rowCount = 0;
  let bytes = 0;
  let batches = 0;
  let attempts = 0;
  let last = { status: 0, text: '' };
  try {
    for await (const batch of jsonBatches(context.connection, input.path, batchSizeOf(params))) {
      const sent = await sendJson(request.value, batch.json, {
        method,
        // By what is sent: the same in every attempt of the request, of the node and of the run.
        headers: { 'idempotency-key': keyOf(node.id, batches, batch.json) },
        signal,
        patience: patienceOf(params),
        onRetry: (message) => context.log('warning', `${node.id}: ${message}`),
      });
      if (!sent.ok) {
        return err({
          code: 'delivery_failed',
          message: `${node.id} can't deliver to ${label}: ${sent.error}`,
          hint:
            rowCount === 0
              ? 'Check the address, and what lets one in: params.headers and params.auth.'
              : `${String(rowCount)} rows had arrived before; they are sent again with the same Idempotency-Key.`,
          rowCount,
          metadata: {
            exposure_type: 'api',
            delivery_url: label,
            batches,
            delivery_confirmed: false,
          },
        });
      }
      last = sent.value;
      attempts += sent.value.attempts;
      batches += 1;
      rowCount += batch.rowCount;
      bytes += Buffer.byteLength(batch.json);
      context.progress({ percent: null, rows: rowCount });
    }
  } catch (error) {
    if (signal.aborted) throw new EngineError('Cancelled while it was sent.', null, true);
    throw error;
  }
  return ok({
    rowCount,
    outputPath: null,
    url: label,
    bytes,
    metadata: {
      batches,
      attempts,
      ...(batches === 0
        ? { message: 'There were no rows to send.' }
        : { status_code: last.status, response: last.text }),
    },
  });
};

function keyOf(id: string, index: number, json: string): string {
  return createHash('sha256')
    .update(`${id}\n${String(index)}\n${json}`)
    .digest('hex');
}

function batchSizeOf(params: JsonObject): number {
  const size = params['batch_size'];
  return typeof size === 'number' && size >= 1 ? Math.floor(size) : defaultBatchSize;
}

/** `retries` further attempts, 3 without it; `retry_delay` seconds before the first. */
export function patienceOf(params: JsonObject): HttpPatience {
  const retry = isJsonObject(params['retry']) ? params['retry'] : params;
  const retries = retry['retries'];
  const delay = retry['retry_delay'];
  return {
    retries: typeof retries === 'number' && retries >= 0 ? Math.floor(retries) : 3,
    delayMs: typeof delay === 'number' && delay >= 0 ? delay * 1000 : 500,
  };
}
