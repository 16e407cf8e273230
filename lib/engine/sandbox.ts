import { mkdir } from 'node:fs/promises';
import {
  DuckDBInstance,
  StatementType,
  type DuckDBConnection,
  type DuckDBResult,
} from '@duckdb/node-api';
import { cellText } from './cell-text';
import { toEngineError } from './engine-error';
import { quoteText } from './sql-text';

export interface SandboxOptions {
  /** Absolute paths of the only files that may be read. */
  readonly files: readonly string[];
  /** For what doesn't fit into memory. DuckDB may read and write there, so it must be this sandbox's own. */
  readonly tempDirectory: string;
  readonly memoryLimitBytes: number;
  readonly tempLimitBytes: number;
  readonly threads: number;
}

/** Values as text; null is null. */
export type TextRow = readonly (string | null)[];

export interface SandboxColumn {
  readonly name: string;
  /** As DuckDB writes it, such as `DECIMAL(18,4)`. */
  readonly type: string;
}

/** A query that is being read: its columns at once, its rows in pieces. */
export interface RowStream {
  readonly columns: readonly SandboxColumn[];
  readonly chunks: AsyncIterable<readonly TextRow[]>;
}

/** One door to a sandbox. Errors of DuckDB are thrown as EngineError. */
export interface SandboxConnection {
  /** How many statements the text holds, by DuckDB's own parser; none is run. */
  countStatements(sql: string): Promise<number>;
  /** Whether the one statement is a SELECT. It is bound for that, so what it reads must be there. */
  isSelect(sql: string): Promise<boolean>;
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<readonly TextRow[]>;
  stream(sql: string): Promise<RowStream>;
  interrupt(): void;
  close(): void;
}

/** A DuckDB in memory that reads the given files and nothing else: no other file, no network, no settings. */
export interface Sandbox {
  connect(): Promise<SandboxConnection>;
  close(): void;
}

export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  await mkdir(options.tempDirectory, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: options.tempDirectory,
    memory_limit: `${options.memoryLimitBytes}B`,
    max_temp_directory_size: `${options.tempLimitBytes}B`,
    threads: String(options.threads),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const setup = await instance.connect();
  // In this order: once files are out of reach no more can be allowed, and once locked nothing can be set.
  await setup.run(`SET GLOBAL TimeZone = 'UTC'`);
  await setup.run(`SET GLOBAL allowed_paths = [${options.files.map(quoteText).join(', ')}]`);
  await setup.run('SET GLOBAL enable_external_access = false');
  await setup.run('SET GLOBAL lock_configuration = true');
  setup.closeSync();
  return {
    connect: async () => new Connection(await instance.connect()),
    close: () => instance.closeSync(),
  };
}

class Connection implements SandboxConnection {
  readonly #duckdb: DuckDBConnection;

  constructor(duckdb: DuckDBConnection) {
    this.#duckdb = duckdb;
  }

  async countStatements(sql: string): Promise<number> {
    return translated(async () => (await this.#duckdb.extractStatements(sql)).count);
  }

  async isSelect(sql: string): Promise<boolean> {
    return translated(async () => {
      const extracted = await this.#duckdb.extractStatements(sql);
      if (extracted.count !== 1) return false;
      const prepared = await extracted.prepare(0);
      const { statementType } = prepared;
      prepared.destroySync();
      return statementType === StatementType.SELECT;
    });
  }

  async run(sql: string): Promise<void> {
    await translated(() => this.#duckdb.run(sql));
  }

  async rows(sql: string): Promise<readonly TextRow[]> {
    const { chunks } = await this.stream(sql);
    const rows: TextRow[] = [];
    for await (const chunk of chunks) rows.push(...chunk);
    return rows;
  }

  async stream(sql: string): Promise<RowStream> {
    const result = await translated(() => this.#duckdb.stream(sql));
    const names = result.columnNames();
    const types = result.columnTypes().map(String);
    const columns = names.map((name, at) => ({ name, type: types[at] ?? '' }));
    return { columns, chunks: textChunks(result, types) };
  }

  interrupt(): void {
    this.#duckdb.interrupt();
  }

  close(): void {
    this.#duckdb.closeSync();
  }
}

async function* textChunks(
  result: DuckDBResult,
  types: readonly string[],
): AsyncGenerator<readonly TextRow[]> {
  for (;;) {
    const chunk = await translated(() => result.fetchChunk());
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk.getRows().map((row) => row.map((value, at) => cellText(value, types[at] ?? '')));
  }
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toEngineError(error);
  }
}
