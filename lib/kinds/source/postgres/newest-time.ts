import type { Outside } from '../../../connections/outside';
import { openPostgres } from '../../../connections/postgres/open-postgres';
import { postgresCode, postgresMessage } from '../../../connections/postgres/postgres-message';
import { postgresSettings } from '../../../connections/postgres/postgres-settings';
import { quoteName } from '../../../engine/sql-text';
import { isJsonObject, type JsonObject } from '../../../util/json';
import { err, ok, type Result } from '../../../util/result';
import { beginReading, postgresSource } from './postgres-source';

/** How long the server may take for an answer, and how long it is waited for. */
const answerMs = 5000;

/** PostgreSQL's code for a statement that took too long. */
const queryCanceled = '57014';

/** The newest time in what a source reads: another one says that there are new rows. */
export async function newestTime(
  config: JsonObject,
  type: string,
  outside: Outside,
  signal: AbortSignal,
): Promise<Result<Readonly<Record<string, string>>, string>> {
  const defaults = outside.sourceDefaults(type);
  if (!defaults.ok) return err(defaults.error.message);
  const own = isJsonObject(config['params']) ? config['params'] : {};
  const params = { ...defaults.value, ...own };
  const settings = await postgresSettings(params, outside);
  if (!settings.ok) return err(settings.error.message);
  const source = postgresSource(config, params, settings.value.schema);
  if (!source.ok || source.value.timeColumn === null) return ok({});
  const { from, label, timeColumn } = source.value;
  const quick = { ...settings.value.client, connectionTimeoutMillis: answerMs };
  const opened = await openPostgres({ ...settings.value, client: quick });
  if (!opened.ok) return opened;
  const client = opened.value;
  const giveUp = (): void => void client.end().catch(() => undefined);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await beginReading(client);
    await client.query(`SET LOCAL statement_timeout = ${String(answerMs)}`);
    const { rows } = await client.query<{ newest: string | null }>(
      `SELECT max(q.${quoteName(timeColumn)})::text AS newest FROM ${from} AS q`,
    );
    return ok({ [`newest ${timeColumn} of ${label}`]: rows[0]?.newest ?? 'none' });
  } catch (error) {
    const isSlow = postgresCode(error) === queryCanceled || signal.aborted;
    return err(
      isSlow
        ? `${label} took more than ${String(answerMs / 1000)} s to tell its newest ${timeColumn}; an index on it makes that quick`
        : `${label} can't tell its newest ${timeColumn}: ${postgresMessage(error)}`,
    );
  } finally {
    signal.removeEventListener('abort', giveUp);
    await client.end().catch(() => undefined);
  }
}
