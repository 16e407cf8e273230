import { quoteName } from '../engine/sql-text';
import { err, ok, type Result } from '../util/result';
import { dataProblem, type Cell, type CellAsk, type DataProblem } from './ask';
import { numberedRows, rowNumber } from './numbered-rows';
import type { Outputs } from './outputs';
import { toProblem } from './to-problem';

/** In letters. */
const mostShown = 200_000;

/** One value in full, for a person to read. */
export async function readCell(
  outputs: Outputs,
  ask: CellAsk,
  signal: AbortSignal,
): Promise<Result<Cell, DataProblem>> {
  const file = await outputs.fileOf(ask.output);
  if (!file.ok) return file;
  try {
    return await outputs.use(signal, async (connection) => {
      const columns = await outputs.schemaOf(connection, file.value);
      const column = columns.find(({ name }) => name === ask.column);
      if (column === undefined) return err(gone(ask));
      const name = quoteName(column.name);
      const value = isNested(column.type) ? `json_pretty(to_json(${name}))` : name;
      const [row] = await connection.rows(
        `SELECT ${value} FROM ${numberedRows(file.value.path, columns)} AS file
         WHERE ${rowNumber} = ${ask.rowNumber}`,
      );
      if (row === undefined) return err(gone(ask));
      const text = row[0] ?? null;
      return ok({
        text: text === null ? null : text.slice(0, mostShown),
        isCut: text !== null && text.length > mostShown,
      });
    });
  } catch (error) {
    return err(toProblem(error, 'unreadable'));
  }
}

function isNested(type: string): boolean {
  return /^(STRUCT|MAP|UNION|JSON|VARIANT)|\]$/.test(type);
}

function gone({ output }: CellAsk): DataProblem {
  return dataProblem(
    'invalid_view',
    `${output} was built anew, and this value is not there any more.`,
    {
      hint: 'Close it and look at the rows as they are now.',
    },
  );
}
