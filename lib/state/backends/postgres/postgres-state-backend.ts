import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'pg';
import { ownProcessIdentity } from '../../../files/process-identity';
import type { NodeId } from '../../../graph/node-id';
import { err, ok, type Result } from '../../../util/result';
import type { ExecutionState, NodeState } from '../../execution-state';
import { readStoredEntries } from '../../read-stored-entries';
import type { PartHolder, PartOfRun } from '../../part-lock';
import type { LockHolder, RunLock } from '../../run-lock';
import type { LoadedState, StateBackend } from '../../state-backend';
import { nodeStateToJson, stateToJson } from '../../state-json';

/** `json`, not `jsonb`: error messages may hold what jsonb refuses. */
const tables = `
  CREATE TABLE IF NOT EXISTS seeknal_node_state (
    project text NOT NULL, node_id text NOT NULL, entry json NOT NULL,
    PRIMARY KEY (project, node_id));
  CREATE TABLE IF NOT EXISTS seeknal_put_aside (
    project text NOT NULL, node_id text NOT NULL, entry json NOT NULL,
    since timestamptz NOT NULL DEFAULT now());
  CREATE TABLE IF NOT EXISTS seeknal_run_lock (
    project text PRIMARY KEY, holder json NOT NULL);
  CREATE TABLE IF NOT EXISTS seeknal_part_lock (
    project text NOT NULL, part int NOT NULL, parts int NOT NULL, holder json NOT NULL,
    key1 int NOT NULL, key2 int NOT NULL, PRIMARY KEY (project, part, parts))`;

const connectMs = 10_000;

/** PostgreSQL's code for a table that isn't there. */
const undefinedTable = '42P01';

/** Between taking the lock and writing its name a holder needs a moment. */
const holderTries = 100;
const holderTryMs = 10;

/**
 * The state in a PostgreSQL database, one row a node; projects may share it, and machines a project. The
 * lock belongs to the connection: it is free again when the holder's process, its machine or its network
 * dies, and a run that has lost its connection can't write any more.
 */
export class PostgresStateBackend implements StateBackend {
  readonly #client: Client;
  readonly #project: string;
  readonly #lockKeys: LockKeys;
  /** What the next save puts aside; null until it was looked for. */
  #doubtful: readonly string[] | null = null;
  #hasTables = false;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(client: Client, project: string) {
    this.#client = client;
    this.#project = project;
    this.#lockKeys = lockKeysOf(`seeknal run lock ${project}`);
  }

  static async connect(url: string, project: string): Promise<PostgresStateBackend> {
    const { Client } = await import('pg');
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: connectMs,
      application_name: 'seeknal',
      keepAlive: true,
    });
    // A connection that breaks between two queries is told by the next one.
    client.on('error', () => undefined);
    await client.connect();
    await client.query('SET synchronous_commit TO on');
    return new PostgresStateBackend(client, project);
  }

  async load(): Promise<LoadedState> {
    const rows = await this.#alone(() => this.#readRows());
    const { doubtful, ...loaded } = readStoredEntries(rows, 'seeknal_node_state');
    this.#doubtful = doubtful;
    return loaded;
  }

  append(id: NodeId, entry: NodeState): Promise<void> {
    return this.#alone(async () => {
      await this.#ensureTables();
      await this.#client.query(
        `INSERT INTO seeknal_node_state VALUES ($1, $2, $3)
           ON CONFLICT (project, node_id) DO UPDATE SET entry = EXCLUDED.entry`,
        [this.#project, id, JSON.stringify(nodeStateToJson(entry))],
      );
    });
  }

  async save(state: ExecutionState): Promise<void> {
    if (this.#doubtful === null) await this.load();
    await this.#alone(async () => {
      await this.#ensureTables();
      await this.#inTransaction(async () => {
        await this.#client.query(
          `INSERT INTO seeknal_put_aside (project, node_id, entry) SELECT project, node_id, entry
             FROM seeknal_node_state WHERE project = $1 AND node_id = ANY ($2)`,
          [this.#project, this.#doubtful],
        );
        await this.#client.query('DELETE FROM seeknal_node_state WHERE project = $1', [
          this.#project,
        ]);
        const entries = Object.entries(stateToJson(state));
        // Not json_each over one object: it takes texts apart, and can't put a \u0000 together again.
        await this.#client.query(
          `INSERT INTO seeknal_node_state
             SELECT $1, id, entry::json FROM unnest($2::text[], $3::text[]) AS new (id, entry)`,
          [
            this.#project,
            entries.map(([id]) => id),
            entries.map(([, entry]) => JSON.stringify(entry)),
          ],
        );
      });
    });
    this.#doubtful = [];
  }

  lock(runId: string, nowMs: number): Promise<Result<RunLock, LockHolder>> {
    const holder: LockHolder = { run_id: runId, process: ownProcessIdentity(), since_ms: nowMs };
    return this.#alone(async () => {
      await this.#ensureTables();
      for (let attempt = 0; ; attempt += 1) {
        if (await this.#tryLock(this.#lockKeys)) break;
        const other = await this.#readHolder();
        if (other !== null) return err(other);
        if (attempt === holderTries) return err(nameless);
        await wait(holderTryMs);
      }
      await this.#client.query(
        `INSERT INTO seeknal_run_lock VALUES ($1, $2)
           ON CONFLICT (project) DO UPDATE SET holder = EXCLUDED.holder`,
        [this.#project, JSON.stringify(holder)],
      );
      return ok({ holder, release: () => this.#release(this.#lockKeys) });
    });
  }

  lockPart(
    { index, count }: PartOfRun,
    runId: string,
    nowMs: number,
  ): Promise<Result<RunLock, LockHolder>> {
    const holder: LockHolder = { run_id: runId, process: ownProcessIdentity(), since_ms: nowMs };
    const keys = lockKeysOf(`seeknal part lock ${this.#project} ${String(index)}/${String(count)}`);
    return this.#alone(async () => {
      await this.#ensureTables();
      if (!(await this.#tryLock(keys))) {
        const parts = await this.#readParts();
        const same = parts.find((part) => part.index === index && part.count === count);
        return err(same?.holder ?? nameless);
      }
      await this.#client.query(
        `INSERT INTO seeknal_part_lock VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (project, part, parts) DO UPDATE SET holder = EXCLUDED.holder`,
        [this.#project, index, count, JSON.stringify(holder), ...keys],
      );
      // Claimed first, looked then: of two cuts that start together at most one goes on.
      const other = (await this.#readParts()).find((part) => part.count !== count);
      if (other === undefined) return ok({ holder, release: () => this.#release(keys) });
      await this.#unlock(keys);
      return err(other.holder);
    });
  }

  livingParts(): Promise<readonly PartHolder[]> {
    return this.#alone(() => this.#readParts());
  }

  lockHolder(): Promise<LockHolder | null> {
    return this.#alone(() => this.#readHolder());
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#client.end();
  }

  /** One after the other: a transaction has the connection for itself. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** A look makes no tables. */
  async #readRows(): Promise<{ nodeId: string; entry: string }[]> {
    try {
      const { rows } = await this.#client.query<{ nodeId: string; entry: string }>(
        `SELECT node_id AS "nodeId", entry::text AS entry
           FROM seeknal_node_state WHERE project = $1`,
        [this.#project],
      );
      return rows;
    } catch (error) {
      if (isMissingTable(error)) return [];
      throw error;
    }
  }

  async #ensureTables(): Promise<void> {
    if (this.#hasTables) return;
    await this.#inTransaction(async () => {
      // Two that make the same table at once get in each other's way.
      await this.#client.query(`SELECT pg_advisory_xact_lock(hashtext('seeknal tables'))`);
      await this.#client.query(tables);
    });
    this.#hasTables = true;
  }

  async #inTransaction(work: () => Promise<void>): Promise<void> {
    await this.#client.query('BEGIN');
    try {
      await work();
      await this.#client.query('COMMIT');
    } catch (error) {
      await this.#client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  async #tryLock(keys: LockKeys): Promise<boolean> {
    // The same connection would get it again and again.
    if (await this.#isHeld(keys, '= pg_backend_pid()')) return false;
    const { rows } = await this.#client.query<{ got: boolean }>(
      'SELECT pg_try_advisory_lock($1, $2) AS got',
      [...keys],
    );
    return rows[0]?.got === true;
  }

  async #release(keys: LockKeys): Promise<void> {
    await this.#alone(() => this.#unlock(keys));
  }

  async #unlock(keys: LockKeys): Promise<void> {
    await this.#client.query(
      `SELECT pg_advisory_unlock($1, $2) WHERE EXISTS (${heldLock('= pg_backend_pid()')})`,
      [...keys],
    );
  }

  /** What is written beside locks that somebody holds. */
  async #readParts(): Promise<readonly PartHolder[]> {
    try {
      const { rows } = await this.#client.query<PartHolder>(
        `SELECT part AS index, parts AS count, holder FROM seeknal_part_lock
          WHERE project = $1 AND EXISTS (${heldLock('IS NOT NULL', 'key1', 'key2')})
          ORDER BY part`,
        [this.#project],
      );
      return rows;
    } catch (error) {
      if (isMissingTable(error)) return [];
      throw error;
    }
  }

  /** What is written beside a lock that nobody holds any more names a run that is over. */
  async #readHolder(): Promise<LockHolder | null> {
    if (!(await this.#isHeld(this.#lockKeys, 'IS NOT NULL'))) return null;
    try {
      const { rows } = await this.#client.query<{ holder: LockHolder }>(
        'SELECT holder FROM seeknal_run_lock WHERE project = $1',
        [this.#project],
      );
      return rows[0]?.holder ?? null;
    } catch (error) {
      if (isMissingTable(error)) return null;
      throw error;
    }
  }

  async #isHeld(keys: LockKeys, by: HeldBy): Promise<boolean> {
    const { rowCount } = await this.#client.query(heldLock(by), [...keys]);
    return rowCount !== 0;
  }
}

type HeldBy = '= pg_backend_pid()' | 'IS NOT NULL';

type LockKeys = readonly [number, number];

/** PostgreSQL names its locks by numbers. */
function lockKeysOf(name: string): LockKeys {
  const digest = createHash('sha256').update(name).digest();
  return [digest.readInt32BE(0), digest.readInt32BE(4)];
}

/** Advisory locks as pg_locks shows them: two keys, of which it makes unsigned numbers. */
function heldLock(by: HeldBy, key1 = '$1', key2 = '$2'): string {
  return `SELECT 1 FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 2 AND granted
      AND classid = (${key1}::int)::oid AND objid = (${key2}::int)::oid
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND pid ${by}`;
}

/** For a holder that died, or hangs, before it could write its name. */
const nameless: LockHolder = {
  run_id: 'unknown',
  process: { pid: 0, host: 'another machine', started: null },
  since_ms: 0,
};

function isMissingTable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === undefinedTable;
}
