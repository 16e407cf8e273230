import type { SandboxColumn, SandboxConnection } from '../engine/sandbox';
import { quoteText } from '../engine/sql-text';
import { nearMatches } from '../util/near-matches';
import { err, ok, type Result } from '../util/result';
import { dataProblem, type DataProblem, type OutputView } from './ask';

/** Whether the columns of a view are there and its values are of their types; else why not. */
export async function checkView(
  connection: SandboxConnection,
  { output, filters, sort }: OutputView,
  columns: readonly SandboxColumn[],
  shown: readonly string[] | null,
): Promise<Result<null, DataProblem>> {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const asked = [...filters, ...sort].flatMap(({ column }) => (column === null ? [] : [column]));
  for (const column of [...asked, ...(shown ?? [])]) {
    if (types.has(column)) continue;
    const near = nearMatches(column, types.keys());
    return err(
      dataProblem('invalid_view', `${output} has no column "${column}" now.`, {
        hint:
          near.length > 0
            ? `Did you mean ${near.join(', ')}? Else take it out of the filters and the sorting.`
            : 'Take it out of the filters and the sorting.',
      }),
    );
  }
  for (const { column, operator, value } of filters) {
    const type = column === null ? undefined : types.get(column);
    const needsType = operator !== 'contains' && !operator.endsWith('_null');
    if (column === null || type === undefined || !needsType || type === 'VARCHAR') continue;
    const [row] = await connection.rows(`SELECT TRY_CAST(${quoteText(value)} AS ${type}) IS NULL`);
    if (row?.[0] !== 'true') continue;
    return err(
      dataProblem('invalid_view', `"${value}" is no ${type}, the type of the column ${column}.`, {
        hint: 'Give a value of that type, or filter by "contains", which compares as text.',
      }),
    );
  }
  return ok(null);
}
