import type { RowStream, SandboxConnection, TextRow } from '../engine/sandbox';
import { err, ok, type Result } from '../util/result';
import type { DataProblem, QueryAsk, QueryResult } from './ask';
import { checkQuery } from './check-query';
import type { Outputs } from './outputs';
import { toProblem } from './to-problem';

/** Longer values are cut, in letters: a result is to be looked at. */
const longestValue = 20_000;

/** A query of a person: its first rows, within limits. */
export async function runQuery(
  outputs: Outputs,
  ask: QueryAsk,
  signal: AbortSignal,
): Promise<Result<QueryResult, DataProblem>> {
  const started = performance.now();
  try {
    return await outputs.use(signal, async (connection) => {
      const opened = await openQuery(outputs, connection, ask.sql, { explain: ask.explain });
      if (!opened.ok) return opened;
      const { rows, cutBy } = await firstRows(opened.value, ask);
      const duration = (performance.now() - started) / 1000;
      return ok({ columns: opened.value.columns, rows, cutBy, duration });
    });
  } catch (error) {
    return err(toProblem(error, 'invalid_query'));
  }
}

/** Checks a query and begins to run it. */
export async function openQuery(
  outputs: Outputs,
  connection: SandboxConnection,
  sql: string,
  { explain }: { readonly explain: boolean },
): Promise<Result<RowStream, DataProblem>> {
  const checked = await checkQuery(connection, sql, outputs.names);
  if (!checked.ok) return checked;
  for (const output of checked.value) {
    const file = await outputs.fileOf(output);
    if (!file.ok) return file;
    await outputs.addView(connection, output);
  }
  // By the binder too, which knows more than the parse tree.
  if (!(await connection.isSelect(sql))) throw new Error('A SELECT became something else');
  return ok(await connection.stream(explain ? `EXPLAIN ${sql}` : sql));
}

async function firstRows(
  { chunks }: RowStream,
  { maxRows, maxBytes }: QueryAsk,
): Promise<Pick<QueryResult, 'rows' | 'cutBy'>> {
  const rows: TextRow[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    for (const row of chunk) {
      if (rows.length === maxRows) return { rows, cutBy: 'rows' };
      const shown = row.map((value) => value?.slice(0, longestValue) ?? null);
      bytes += shown.reduce((sum, value) => sum + (value?.length ?? 0) + 4, 0);
      if (bytes > maxBytes) return { rows, cutBy: 'bytes' };
      rows.push(shown);
    }
  }
  return { rows, cutBy: null };
}
