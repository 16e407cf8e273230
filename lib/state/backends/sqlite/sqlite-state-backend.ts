import { mkdir, rename, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Client, InValue, ResultSet, Value } from '@libsql/client/sqlite3';
import type { NodeId } from '../../../graph/node-id';
import type { Result } from '../../../util/result';
import type { ExecutionState, NodeState } from '../../execution-state';
import { readStoredEntries } from '../../read-stored-entries';
import { acquireRunLock, currentLockHolder, type LockHolder, type RunLock } from '../../run-lock';
import type { LoadedState, StateBackend } from '../../state-backend';
import { nodeStateToJson, stateToJson } from '../../state-json';

const tables = [
  `CREATE TABLE IF NOT EXISTS node_state (
     project TEXT NOT NULL, node_id TEXT NOT NULL, entry TEXT NOT NULL,
     PRIMARY KEY (project, node_id)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS put_aside (
     project TEXT NOT NULL, node_id TEXT NOT NULL, entry TEXT NOT NULL,
     since TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)`,
];

/** SQLite keeps a log and its index beside a database. */
const companions = ['', '-wal', '-shm'];

/** How long a statement waits for another process to finish writing. */
const busyMs = 10_000;

/**
 * The state in a SQLite database, one row a node; projects may share it. The lock is a folder beside the
 * file, as for files: it frees itself when its process is dead.
 */
export class SqliteStateBackend implements StateBackend {
  readonly #path: string;
  readonly #project: string;
  /** Of a folder beside the file. */
  readonly #lockName: string;
  #client: Promise<Client> | null = null;
  /** The statements of a transaction must not mix with others on the same connection. */
  #last: Promise<unknown> = Promise.resolve();
  /** What the next save puts aside; null until it was looked for. */
  #doubtful: readonly string[] | null = null;
  #damagedFile: string | null = null;

  constructor(path: string, project: string) {
    this.#path = path;
    this.#project = project;
    this.#lockName = `${basename(path)}.lock`;
  }

  async load(): Promise<LoadedState> {
    this.#doubtful = [];
    // A look makes no file.
    if (!(await exists(this.#path))) return { state: new Map(), repairs: [], unsettled: false };
    try {
      const { rows } = await this.#execute(
        'SELECT node_id, entry FROM node_state WHERE project = ?',
        [this.#project],
      );
      const { doubtful, ...loaded } = readStoredEntries(
        rows.map((row) => ({ nodeId: textOf(row[0]), entry: textOf(row[1]) })),
        basename(this.#path),
      );
      this.#doubtful = doubtful;
      return loaded;
    } catch (error) {
      if (!isDamage(error)) throw error;
      await this.close();
      const { mtimeMs } = await stat(this.#path);
      this.#damagedFile = `${this.#path}.broken-${String(Math.floor(mtimeMs))}`;
      return {
        state: new Map(),
        repairs: [
          `The state database ${basename(this.#path)} is damaged (${error.message}); everything runs again. The file as it was is kept as ${basename(this.#damagedFile)}.`,
        ],
        unsettled: true,
      };
    }
  }

  async append(id: NodeId, entry: NodeState): Promise<void> {
    await this.#execute('INSERT OR REPLACE INTO node_state VALUES (?, ?, ?)', [
      this.#project,
      id,
      JSON.stringify(nodeStateToJson(entry)),
    ]);
  }

  async save(state: ExecutionState): Promise<void> {
    if (this.#doubtful === null) await this.load();
    if (this.#damagedFile !== null) await this.#putFileAside(this.#damagedFile);
    const doubtful = JSON.stringify(this.#doubtful);
    await this.#transaction([
      [
        `INSERT INTO put_aside (project, node_id, entry) SELECT project, node_id, entry
           FROM node_state WHERE project = ? AND node_id IN (SELECT value FROM json_each(?))`,
        [this.#project, doubtful],
      ],
      ['DELETE FROM node_state WHERE project = ?', [this.#project]],
      [
        'INSERT INTO node_state SELECT ?, key, value FROM json_each(?)',
        [this.#project, JSON.stringify(entryTexts(state))],
      ],
    ]);
    this.#doubtful = [];
  }

  lock(runId: string, nowMs: number): Promise<Result<RunLock, LockHolder>> {
    return acquireRunLock(dirname(this.#path), runId, nowMs, this.#lockName);
  }

  lockHolder(): Promise<LockHolder | null> {
    return currentLockHolder(dirname(this.#path), this.#lockName);
  }

  async close(): Promise<void> {
    await this.#last;
    const client = this.#client;
    this.#client = null;
    (await client)?.close();
  }

  #execute(sql: string, args: InValue[]): Promise<ResultSet> {
    return this.#alone(async (client) => client.execute({ sql, args }));
  }

  #transaction(statements: readonly (readonly [sql: string, args: InValue[]])[]): Promise<void> {
    return this.#alone(async (client) => {
      await client.execute('BEGIN IMMEDIATE');
      try {
        for (const [sql, args] of statements) await client.execute({ sql, args });
        await client.execute('COMMIT');
      } catch (error) {
        await client.execute('ROLLBACK');
        throw error;
      }
    });
  }

  #alone<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const done = this.#last.then(async () => work(await (this.#client ??= this.#connect())));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #connect(): Promise<Client> {
    const { createClient } = await import('@libsql/client/sqlite3');
    await mkdir(dirname(this.#path), { recursive: true });
    // A `#` or `?` in the name of a folder would end the path of a URL.
    const url = `file:${this.#path.split('/').map(encodeURIComponent).join('/')}`;
    const client = createClient({ url, timeout: busyMs });
    try {
      await client.execute('PRAGMA journal_mode = WAL');
      // A commit returns when it is on disk.
      await client.execute('PRAGMA synchronous = FULL');
      for (const table of tables) await client.execute(table);
      return client;
    } catch (error) {
      this.#client = null;
      client.close();
      throw error;
    }
  }

  async #putFileAside(aside: string): Promise<void> {
    await this.close();
    for (const end of companions) {
      if (await exists(this.#path + end)) await rename(this.#path + end, aside + end);
    }
    this.#damagedFile = null;
  }
}

/** The JSON of each entry as text: json_each gives texts as they are, objects as it would write them. */
function entryTexts(state: ExecutionState): Record<string, string> {
  return Object.fromEntries(
    Object.entries(stateToJson(state)).map(([id, entry]) => [id, JSON.stringify(entry)]),
  );
}

/** SQLite lets a careless hand put anything anywhere. */
function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

function isDamage(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB';
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
