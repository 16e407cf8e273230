import { mkdir } from 'node:fs/promises';
import {
  DuckDBBlobValue,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBTypeId,
  StatementType,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { JsonValue } from '../util/json';
import type { EngineConnection, EngineRow, EngineValue } from './connection';
import { toEngineError } from './engine-error';
import { quoteName } from './sql-text';

export interface EngineOptions {
  /** For what doesn't fit into memory; made when it isn't there. */
  readonly tempDirectory: string;
  /** Shared by all nodes that run at the same time; DuckDB's own default without it. */
  readonly memoryLimitBytes?: number;
  /** Shared by all nodes that run at the same time; the number of cores without it. */
  readonly threads?: number;
}

/** One DuckDB in memory for a whole run. */
export interface Engine {
  connect(): Promise<EngineConnection>;
  close(): void;
}

export async function openEngine(options: EngineOptions): Promise<Engine> {
  await mkdir(options.tempDirectory, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: options.tempDirectory,
    // Extensions come with the library or not at all: a run must never wait for the network.
    autoinstall_known_extensions: 'false',
    ...(options.memoryLimitBytes === undefined
      ? {}
      : { memory_limit: `${String(options.memoryLimitBytes)}B` }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  });
  let catalogs = 0;
  const openSession = async (): Promise<Session> => {
    catalogs += 1;
    const catalog = `node_${String(catalogs)}`;
    const duckdb = await instance.connect();
    // Views of several nodes in one catalog would collide, by name and in DuckDB's own bookkeeping.
    await duckdb.run(
      `ATTACH ':memory:' AS ${quoteName(catalog)}; USE ${quoteName(catalog)};
       SET enable_progress_bar = true; SET enable_progress_bar_print = false`,
    );
    return {
      duckdb,
      end: async () => {
        // A new connection, because the old one may be stuck in a transaction that failed.
        duckdb.closeSync();
        const cleaner = await instance.connect();
        await cleaner.run(`DETACH ${quoteName(catalog)}`);
        cleaner.closeSync();
      },
    };
  };
  return {
    connect: async () => new NodeConnection(await openSession(), openSession),
    close: () => instance.closeSync(),
  };
}

/** A connection of DuckDB with a catalog of its own; `end` gives back both. */
interface Session {
  readonly duckdb: DuckDBConnection;
  readonly end: () => Promise<void>;
}

class NodeConnection implements EngineConnection {
  #session: Session;
  readonly #openSession: () => Promise<Session>;
  #statement: string | null = null;

  constructor(session: Session, openSession: () => Promise<Session>) {
    this.#session = session;
    this.#openSession = openSession;
  }

  async run(sql: string): Promise<void> {
    await this.#noted(sql, () => this.#session.duckdb.run(sql));
  }

  async check(sql: string): Promise<{ readonly isQuery: boolean }> {
    const prepared = await translated(() => this.#session.duckdb.prepare(sql));
    const isQuery = prepared.statementType === StatementType.SELECT;
    prepared.destroySync();
    return { isQuery };
  }

  async rows(sql: string): Promise<readonly EngineRow[]> {
    const reader = await this.#noted(sql, () => this.#session.duckdb.runAndReadAll(sql));
    const exact = new Set(
      reader.columnNames().filter((_, index) => wholeNumbers.has(reader.columnTypeId(index))),
    );
    return reader
      .getRowObjectsJson()
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            exact.has(name) ? toNumber(value) : value,
          ]),
        ),
      );
  }

  async append(table: string, columns: readonly (readonly EngineValue[])[]): Promise<void> {
    await translated(async () => {
      const appender = await this.#session.duckdb.createAppender(table);
      const types = columns.map((_, index) => appender.columnType(index));
      const rowCount = columns[0]?.length ?? 0;
      for (let start = 0; start < rowCount; start += rowsOfChunk) {
        const chunk = DuckDBDataChunk.create(types);
        chunk.setColumns(
          columns.map((values) => values.slice(start, start + rowsOfChunk).map(toDuckDBValue)),
        );
        appender.appendDataChunk(chunk);
      }
      appender.closeSync();
    });
  }

  interrupt(): void {
    this.#session.duckdb.interrupt();
  }

  progress(): number | null {
    const { percentage } = this.#session.duckdb.progress;
    return percentage >= 0 ? Math.min(100, percentage) : null;
  }

  statement(): string | null {
    return this.#statement;
  }

  async reset(): Promise<void> {
    await this.#session.end();
    this.#session = await this.#openSession();
  }

  async close(): Promise<void> {
    await this.#session.end();
  }

  async #noted<T>(sql: string, work: () => Promise<T>): Promise<T> {
    this.#statement = sql;
    try {
      return await translated(work);
    } finally {
      this.#statement = null;
    }
  }
}

/** More don't fit into one of DuckDB's vectors. */
const rowsOfChunk = 2048;

function toDuckDBValue(value: EngineValue): DuckDBValue {
  return value instanceof Uint8Array ? new DuckDBBlobValue(value) : value;
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toEngineError(error);
  }
}

/** Types that DuckDB's JSON gives as text, because not all of their values fit into a JavaScript number. */
const wholeNumbers: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UHUGEINT,
]);

function toNumber(value: JsonValue): JsonValue {
  const number = typeof value === 'string' ? Number(value) : NaN;
  return Number.isSafeInteger(number) ? number : value;
}
