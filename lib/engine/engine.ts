import { mkdir } from 'node:fs/promises';
import {
  DuckDBInstance,
  DuckDBTypeId,
  StatementType,
  type DuckDBConnection,
} from '@duckdb/node-api';
import type { JsonValue } from '../util/json';
import type { EngineConnection, EngineRow } from './connection';
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
  let connections = 0;
  return {
    connect: async () => {
      connections += 1;
      const catalog = `node_${String(connections)}`;
      return NodeConnection.open(await instance.connect(), catalog);
    },
    close: () => instance.closeSync(),
  };
}

class NodeConnection implements EngineConnection {
  readonly #duckdb: DuckDBConnection;
  readonly #catalog: string;

  private constructor(duckdb: DuckDBConnection, catalog: string) {
    this.#duckdb = duckdb;
    this.#catalog = catalog;
  }

  /** Views of several nodes in one catalog would collide, by name and in DuckDB's own bookkeeping. */
  static async open(duckdb: DuckDBConnection, catalog: string): Promise<NodeConnection> {
    const connection = new NodeConnection(duckdb, catalog);
    await connection.run(`ATTACH ':memory:' AS ${quoteName(catalog)}; USE ${quoteName(catalog)}`);
    return connection;
  }

  async run(sql: string): Promise<void> {
    await translated(() => this.#duckdb.run(sql));
  }

  async check(sql: string): Promise<{ readonly isQuery: boolean }> {
    const prepared = await translated(() => this.#duckdb.prepare(sql));
    const isQuery = prepared.statementType === StatementType.SELECT;
    prepared.destroySync();
    return { isQuery };
  }

  async rows(sql: string): Promise<readonly EngineRow[]> {
    const reader = await translated(() => this.#duckdb.runAndReadAll(sql));
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

  interrupt(): void {
    this.#duckdb.interrupt();
  }

  progress(): number | null {
    const { percentage } = this.#duckdb.progress;
    return percentage >= 0 ? Math.min(100, percentage) : null;
  }

  async close(): Promise<void> {
    await this.run(`USE memory; DETACH ${quoteName(this.#catalog)}`);
    this.#duckdb.closeSync();
  }
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
