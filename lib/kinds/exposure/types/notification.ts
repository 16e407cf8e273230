import { httpRequest } from '../../../connections/http/http-request';
import { sendJson } from '../../../connections/http/send-json';
import { EngineError } from '../../../engine/engine-error';
import type { JsonValue } from '../../../util/json';
import { err, ok } from '../../../util/result';
import { invalid, type Delivery } from '../delivery';
import { patienceOf } from './api';
import { jsonBatches } from './json-batches';

/** Rows that go along with a message. */
const mostRows = 100;

/** Tells somebody that the data is there, by a webhook or in Slack. */
export const notify: Delivery = async ({ node, params, input, context }) => {
  const { channel = 'webhook' } = params;
  if (channel === 'email') {
    return err({
      code: 'unsupported_exposure',
      message: `${node.id} sends an e-mail, and that isn't built in.`,
      hint: 'Use the channel webhook or slack, or a service that makes e-mails of webhooks.',
    });
  }
  if (channel !== 'webhook' && channel !== 'slack') {
    return err(
      invalid(
        `${node.id}: the channel is ${JSON.stringify(channel)}.`,
        'It can be webhook or slack.',
      ),
    );
  }
  const url = params['url'] ?? params['webhook_url'] ?? node.config.url;
  if (typeof url !== 'string' || url === '') {
    return err(
      invalid(
        `${node.id} doesn't say whom to tell.`,
        'Add params.url, as in "url: ${WEBHOOK_URL}".',
      ),
    );
  }
  const request = httpRequest(url, params, context.outside);
  if (!request.ok)
    return err({ ...request.error, message: `${node.id}: ${request.error.message}` });
  // Whoever knows the path of a webhook may write to it.
  const { origin, pathname } = new URL(request.value.url);
  const { redactor } = context.outside;
  redactor.add(request.value.url);
  for (const part of pathname.split('/')) if (part.length >= 8) redactor.add(part);
  const [count] = await context.connection.rows('SELECT count(*) AS n FROM input_0');
  const rowCount = Number(count?.['n'] ?? 0);
  const message = messageOf(params['message'], {
    node: node.id,
    project: context.projectName,
    row_count: rowCount.toLocaleString('en'),
  });
  const body =
    channel === 'slack'
      ? { text: message }
      : {
          node: node.id,
          project: context.projectName,
          message,
          row_count: rowCount,
          data: params['payload'] ?? (await firstRows(context.connection, input.path)),
        };
  try {
    const sent = await sendJson({ ...request.value, label: origin }, JSON.stringify(body), {
      method: 'POST',
      signal: context.signal,
      patience: patienceOf(params),
      onRetry: (why) => context.log('warning', `${node.id}: ${why}`),
    });
    if (!sent.ok) {
      return err({
        code: 'delivery_failed',
        message: `${node.id} can't tell ${origin}: ${sent.error}`,
        hint: 'Check the address.',
      });
    }
    return ok({
      rowCount,
      outputPath: null,
      url: origin,
      bytes: Buffer.byteLength(JSON.stringify(body)),
      metadata: { channel, status_code: sent.value.status, response: sent.value.text },
    });
  } catch (error) {
    if (context.signal.aborted) throw new EngineError('Cancelled while it was sent.', null, true);
    throw error;
  }
};

/** `{row_count}` and the like stand for what is known of the delivery. */
function messageOf(
  written: JsonValue | undefined,
  facts: Readonly<Record<string, string>>,
): string {
  const text =
    typeof written === 'string' && written !== ''
      ? written
      : '{project}: {node} has {row_count} rows.';
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole);
}

async function firstRows(
  connection: Parameters<typeof jsonBatches>[0],
  path: string,
): Promise<JsonValue> {
  for await (const { json } of jsonBatches(connection, path, mostRows)) {
    return JSON.parse(json) as JsonValue;
  }
  return [];
}
