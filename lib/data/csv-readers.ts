import type { RowStream, SandboxConnection } from '../engine/sandbox';
import { quoteName } from '../engine/sql-text';
import { err, ok, type Result } from '../util/result';
import { dataProblem, type CsvAsk, type DataProblem } from './ask';
import { checkView } from './check-view';
import { csvLine } from './csv-line';
import { numberedRows, rowNumber } from './numbered-rows';
import type { Outputs } from './outputs';
import { chosenColumns, isWholeOutput } from './read-page';
import { openQuery } from './run-query';
import { toProblem } from './to-problem';
import type { ViewOrders } from './view-orders';

/** So many letters go out at a time. */
const pieceLength = 200_000;
/** Whoever reads slower than that has gone. */
const patienceMs = 60_000;

interface Reader {
  readonly lines: AsyncGenerator<string>;
  readonly end: () => void;
  timer: NodeJS.Timeout;
}

/** Views and queries that are being read as CSV, each at the pace of whoever downloads it. */
export class CsvReaders {
  readonly #readers = new Map<number, Reader>();
  #opened = 0;

  async open(
    outputs: Outputs,
    orders: ViewOrders,
    ask: CsvAsk,
    signal: AbortSignal,
  ): Promise<Result<number, DataProblem>> {
    const { connection, release } = await outputs.lend(signal);
    let stream: Result<RowStream, DataProblem>;
    try {
      stream =
        ask.type === 'csv_query'
          ? await openQuery(outputs, connection, ask.sql, { explain: false })
          : await openView(outputs, orders, connection, ask, signal);
    } catch (error) {
      release();
      return err(toProblem(error, ask.type === 'csv_query' ? 'invalid_query' : 'unreadable'));
    }
    if (!stream.ok) {
      release();
      return stream;
    }
    this.#opened += 1;
    const id = this.#opened;
    this.#readers.set(id, {
      lines: csvPieces(stream.value),
      end: () => {
        connection.interrupt();
        release();
      },
      timer: this.#endLater(id),
    });
    return ok(id);
  }

  /** The next lines; null at the end. */
  async more(id: number): Promise<Result<string | null, DataProblem>> {
    const reader = this.#readers.get(id);
    if (reader === undefined) {
      return err(
        dataProblem('ended', 'The download was given up, because nothing was read for a minute.', {
          hint: 'Start it again.',
        }),
      );
    }
    clearTimeout(reader.timer);
    try {
      const next = await reader.lines.next();
      if (next.done !== true) {
        reader.timer = this.#endLater(id);
        return ok(next.value);
      }
      this.close(id);
      return ok(null);
    } catch (error) {
      this.close(id);
      return err(toProblem(error, 'unreadable'));
    }
  }

  close(id: number): void {
    const reader = this.#readers.get(id);
    if (reader === undefined) return;
    this.#readers.delete(id);
    clearTimeout(reader.timer);
    reader.end();
  }

  #endLater(id: number): NodeJS.Timeout {
    return setTimeout(() => this.close(id), patienceMs);
  }
}

async function openView(
  outputs: Outputs,
  orders: ViewOrders,
  connection: SandboxConnection,
  { view, columns: chosen }: Extract<CsvAsk, { type: 'csv_view' }>,
  signal: AbortSignal,
): Promise<Result<RowStream, DataProblem>> {
  const file = await outputs.fileOf(view.output);
  if (!file.ok) return file;
  const all = await outputs.schemaOf(connection, file.value);
  const checked = await checkView(connection, view, all, chosen);
  if (!checked.ok) return checked;
  const names = chosenColumns(all, chosen).map(({ name }) => `file.${quoteName(name)}`);
  const rows = `${numberedRows(file.value.path, all)} AS file`;
  if (isWholeOutput(view)) {
    return ok(await connection.stream(`SELECT ${names.join(', ')} FROM ${rows}`));
  }
  const { table } = await orders.orderOf(connection, file.value, all, view, signal);
  return ok(
    await connection.stream(
      `SELECT ${names.join(', ')} FROM ${table} AS page JOIN ${rows} ON page.place = file.${rowNumber}
       ORDER BY page.rowid`,
    ),
  );
}

async function* csvPieces({ columns, chunks }: RowStream): AsyncGenerator<string> {
  let piece = csvLine(columns.map(({ name }) => name));
  for await (const chunk of chunks) {
    for (const row of chunk) piece += csvLine(row);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
