import { EngineError } from '../engine/engine-error';
import type { SandboxColumn, SandboxConnection } from '../engine/sandbox';
import { quoteName } from '../engine/sql-text';
import type { OutputView } from './ask';
import { filterSql } from './filter-sql';
import { numberedRows, rowNumber } from './numbered-rows';
import type { OutputFile } from './outputs';

/** The rows of a filtered or sorted view, in order: a table of their places in the file. */
export interface ViewOrder {
  readonly table: string;
  readonly rows: number;
}

/** As many views are kept ready; each takes about 8 bytes a row. */
const mostKept = 8;

/**
 * Sorts and filters each view once, so that any page of it is found by its place at once: a list that is
 * scrolled to its middle need not be sorted again for each screen.
 */
export class ViewOrders {
  readonly #kept = new Map<string, Promise<ViewOrder>>();
  #made = 0;

  async orderOf(
    connection: SandboxConnection,
    file: OutputFile,
    columns: readonly SandboxColumn[],
    view: OutputView,
    signal: AbortSignal,
  ): Promise<ViewOrder> {
    const key = JSON.stringify([file.path, file.version, view.filters, view.sort]);
    for (;;) {
      const known = this.#kept.get(key);
      const order = known ?? this.#make(connection, file, columns, view);
      // Moved to the end: what was used last is forgotten last.
      this.#kept.delete(key);
      this.#kept.set(key, order);
      try {
        const made = await order;
        await this.#forgetOldest(connection);
        return made;
      } catch (error) {
        this.#kept.delete(key);
        // Whoever began it gave up; this one still wants it.
        const wasAnothers = error instanceof EngineError && error.interrupted && !signal.aborted;
        if (!wasAnothers || known === undefined) throw error;
      }
    }
  }

  async #make(
    connection: SandboxConnection,
    file: OutputFile,
    columns: readonly SandboxColumn[],
    { filters, sort }: OutputView,
  ): Promise<ViewOrder> {
    this.#made += 1;
    const table = `view_order_${this.#made}`;
    const keys = sort.map(
      ({ column, descending }) => `${quoteName(column)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`,
    );
    await connection.run(
      `CREATE TABLE ${table} AS SELECT ${rowNumber} AS place
       FROM ${numberedRows(file.path, columns)} AS file
       WHERE ${filterSql(filters, columns)} ORDER BY ${[...keys, rowNumber].join(', ')}`,
    );
    const [row] = await connection.rows(`SELECT count(*) FROM ${table}`);
    return { table, rows: Number(row?.[0] ?? 0) };
  }

  async #forgetOldest(connection: SandboxConnection): Promise<void> {
    const old = [...this.#kept].slice(0, Math.max(0, this.#kept.size - mostKept));
    for (const [key, order] of old) {
      this.#kept.delete(key);
      const made = await order.catch(() => null);
      if (made !== null) await connection.run(`DROP TABLE IF EXISTS ${made.table}`);
    }
  }
}
