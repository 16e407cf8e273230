import type { SandboxColumn, SandboxConnection, TextRow } from '../engine/sandbox';
import { quoteName, quoteText } from '../engine/sql-text';
import { err, ok, type Result } from '../util/result';
import type { DataProblem, OutputView, Page, PageAsk } from './ask';
import { checkView } from './check-view';
import { numberedRows, rowNumber } from './numbered-rows';
import type { OutputFile, Outputs } from './outputs';
import { toProblem } from './to-problem';
import type { ViewOrders } from './view-orders';

/** Longer values are shown cut, in letters. */
const shownLength = 300;

/** Some rows of a view. */
export async function readPage(
  outputs: Outputs,
  orders: ViewOrders,
  ask: PageAsk,
  signal: AbortSignal,
): Promise<Result<Page, DataProblem>> {
  const file = await outputs.fileOf(ask.output);
  if (!file.ok) return file;
  try {
    return await outputs.use(signal, async (connection) => {
      const all = await outputs.schemaOf(connection, file.value);
      const checked = await checkView(connection, ask, all, ask.columns);
      if (!checked.ok) return checked;
      const columns = chosenColumns(all, ask.columns);
      const [counted] = await connection.rows(
        `SELECT count(*) FROM read_parquet(${quoteText(file.value.path)})`,
      );
      const outputRows = Number(counted?.[0] ?? 0);
      const source = await rowsOf(connection, {
        orders,
        file: file.value,
        columns: all,
        ask,
        signal,
      });
      const rows = await connection.rows(
        `SELECT ${[rowNumber, ...columns.map(shownValue)].join(', ')} FROM ${source.sql}`,
      );
      return ok({
        columns,
        ...cutLong(rows),
        total: source.total ?? outputRows,
        outputRows,
        version: file.value.version,
      });
    });
  } catch (error) {
    return err(toProblem(error, 'unreadable'));
  }
}

/** Those that were asked for, in the order of the file; all without a choice. */
export function chosenColumns(
  all: readonly SandboxColumn[],
  chosen: readonly string[] | null,
): readonly SandboxColumn[] {
  if (chosen === null) return all;
  const wanted = new Set(chosen);
  return all.filter(({ name }) => wanted.has(name));
}

/** Whether rows come as they lie in the file. */
export function isWholeOutput({ filters, sort }: OutputView): boolean {
  return filters.length === 0 && sort.length === 0;
}

async function rowsOf(
  connection: SandboxConnection,
  {
    orders,
    file,
    columns,
    ask,
    signal,
  }: {
    readonly orders: ViewOrders;
    readonly file: OutputFile;
    readonly columns: readonly SandboxColumn[];
    readonly ask: PageAsk;
    readonly signal: AbortSignal;
  },
): Promise<{ readonly sql: string; readonly total: number | null }> {
  const [from, to] = [ask.offset, ask.offset + ask.limit - 1];
  const fileRows = `${numberedRows(file.path, columns)} AS file`;
  if (isWholeOutput(ask)) {
    return {
      sql: `${fileRows} WHERE ${rowNumber} BETWEEN ${from} AND ${to} ORDER BY ${rowNumber}`,
      total: null,
    };
  }
  const order = await orders.orderOf(connection, file, columns, ask, signal);
  return {
    sql: `(SELECT rowid AS at, place FROM ${order.table} WHERE rowid BETWEEN ${from} AND ${to}) AS page
          JOIN ${fileRows} ON page.place = file.${rowNumber} ORDER BY page.at`,
    total: order.rows,
  };
}

/** One letter more than is shown tells that there is more, without reading megabytes for a list. */
function shownValue({ name, type }: SandboxColumn): string {
  const column = `file.${quoteName(name)}`;
  return type === 'VARCHAR' ? `left(${column}, ${shownLength + 1})` : column;
}

function cutLong(rows: readonly TextRow[]): Pick<Page, 'rows' | 'rowNumbers' | 'cut'> {
  const cut: [number, number][] = [];
  const shown = rows.map(([, ...values], row) =>
    values.map((value, column) => {
      if (value === null || value.length <= shownLength) return value;
      cut.push([row, column]);
      return value.slice(0, shownLength);
    }),
  );
  return { rows: shown, rowNumbers: rows.map(([place]) => Number(place)), cut };
}
