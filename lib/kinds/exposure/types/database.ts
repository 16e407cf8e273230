import { postgresSettings } from '../../../connections/postgres/postgres-settings';
import { parseTableName, quoteTableName } from '../../../connections/postgres/table-name';
import { isJsonArray, type JsonObject } from '../../../util/json';
import { err, ok, type Result } from '../../../util/result';
import { writeTable, type WriteMode } from '../../postgres-target/write-table';
import { invalid, type Delivery } from '../delivery';

/** Writes the rows to a table in PostgreSQL. */
export const deliverToDatabase: Delivery = async ({ node, params, input, context }) => {
  const { table } = params;
  if (typeof table !== 'string' || table === '') {
    return err(
      invalid(
        `${node.id} doesn't say which table to write.`,
        'Add params.table, as in "table: public.users".',
      ),
    );
  }
  const write = writeModeOf(params);
  if (!write.ok) return err(invalid(`${node.id}: ${write.error.message}`, write.error.hint));
  const settings = await postgresSettings(params, context.outside);
  if (!settings.ok) {
    return err({ ...settings.error, message: `${node.id}: ${settings.error.message}` });
  }
  const name = parseTableName(table, settings.value.schema);
  if (name === null) {
    return err(
      invalid(`${node.id}: "${table}" is no name of a table.`, 'Write it as in public.users.'),
    );
  }
  const written = await writeTable(
    {
      settings: settings.value,
      table: name,
      write: write.value,
      createTable: params['create_table'] !== false,
      cascade: params['cascade'] === true,
    },
    input.path,
    context,
  );
  if (!written.ok)
    return err({ ...written.error, message: `${node.id}: ${written.error.message}` });
  const { host = '', port = 5432, database = '' } = settings.value.client;
  return ok({
    ...written.value,
    outputPath: null,
    url: `postgresql://${host}:${String(port)}/${database}`,
    metadata: { table: quoteTableName(name).replaceAll('"', ''), mode: write.value.mode },
  });
};

function writeModeOf(params: JsonObject): Result<WriteMode, { message: string; hint: string }> {
  const { mode = 'full' } = params;
  switch (typeof mode === 'string' ? mode : '') {
    case 'full':
    case 'overwrite':
    case 'replace':
      return ok({ mode: 'full' });
    case 'append':
      return ok({ mode: 'append' });
    case 'upsert':
    case 'upsert_by_key': {
      const keys = params['unique_keys'] ?? params['keys'] ?? params['key'];
      const names = typeof keys === 'string' ? [keys] : isJsonArray(keys) ? keys : [];
      const columns = names.filter((name) => typeof name === 'string');
      if (columns.length === 0) {
        return err({
          message: 'an upsert needs keys.',
          hint: 'Add params.unique_keys, as in "unique_keys: [user_id]".',
        });
      }
      return ok({ mode: 'upsert', keys: columns });
    }
    default:
      return err({
        message: `the mode is ${JSON.stringify(mode)}.`,
        hint: 'It can be full, append or upsert.',
      });
  }
}
