import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { EngineConnection, EngineRow } from '../engine/connection';
import { copyQuery } from '../engine/copy-query';
import { EngineError } from '../engine/engine-error';
import { quoteText } from '../engine/sql-text';
import { isMissingFile } from '../files/missing-file';
import { ownProcessIdentity } from '../files/process-identity';
import { acquireProcessLock } from '../files/process-lock';
import type { ProjectPaths } from '../files/project-paths';
import type { QualityRow } from './quality-rows';

/**
 * With more rows than this the file is laid by and a new one begun, so that what a run adds costs the same
 * after years.
 */
const mostRows = 50_000;

/** Metrics of profiles that are worth following. */
const profileMetrics = ['row_count', 'null_percent', 'avg'];

/** The newest rows, in a file that any tool can read. */
export function qualityFile({ target }: ProjectPaths): string {
  return join(target, 'dq_history.parquet');
}

/** Older ones, a file for every 50,000. */
function laidByFolder({ target }: ProjectPaths): string {
  return join(target, 'dq_history');
}

/** What a run adds to the history. */
export interface QualityAddition {
  readonly runId: string;
  readonly rows: readonly QualityRow[];
  /** Nodes of kind profile that were made, with their Parquet. */
  readonly profiles: readonly {
    readonly nodeId: string;
    readonly path: string;
    readonly atMs: number;
  }[];
}

/**
 * Adds rows to target/dq_history.parquet: run_id, timestamp (UTC), node_id, node_type, column_name, metric,
 * value, status, detail. The file is replaced whole or not at all; parts of a run that do it at the same
 * time wait for each other. A file that can't be read is laid aside and named in the returned sentence.
 */
export async function appendQuality(
  connection: EngineConnection,
  paths: ProjectPaths,
  addition: QualityAddition,
): Promise<string | null> {
  if (addition.rows.length === 0 && addition.profiles.length === 0) return null;
  const lock = await waitForLock(join(paths.stateDir, 'dq_history.lock'));
  try {
    await fillAddition(connection, addition);
    const file = qualityFile(paths);
    const { query, problem } = await earlierRows(connection, paths, file);
    await copyQuery(connection, `${query}FROM main.dq_addition`, file);
    return problem;
  } finally {
    await lock.release();
    await connection.reset();
  }
}

/** The rows of the last runs of each node, oldest first; `timestamp` in Unix milliseconds. */
export async function readQuality(
  connection: EngineConnection,
  paths: ProjectPaths,
  lastRuns: number,
): Promise<readonly EngineRow[]> {
  const files = [...(await laidBy(paths)), qualityFile(paths)];
  const present = (await Promise.all(files.map(sizeOf))).flatMap((size, at) =>
    size === null ? [] : [quoteText(files[at] ?? '')],
  );
  if (present.length === 0) return [];
  return connection.rows(
    `SELECT * REPLACE (epoch_ms("timestamp") AS "timestamp")
     FROM read_parquet([${present.join(', ')}], union_by_name = true)
     QUALIFY dense_rank() OVER (PARTITION BY node_id ORDER BY "timestamp" DESC) <= ${String(lastRuns)}
     ORDER BY "timestamp", run_id, node_id, metric, column_name`,
  );
}

async function fillAddition(
  connection: EngineConnection,
  { runId, rows, profiles }: QualityAddition,
): Promise<void> {
  await connection.run(
    `CREATE TABLE main.dq_rows(at_ms BIGINT, node_id VARCHAR, node_type VARCHAR, column_name VARCHAR,
       metric VARCHAR, value DOUBLE, status VARCHAR, detail VARCHAR)`,
  );
  if (rows.length > 0) {
    await connection.append('dq_rows', [
      rows.map(({ atMs }) => BigInt(Math.round(atMs))),
      rows.map(({ nodeId }) => nodeId),
      rows.map(({ nodeType }) => nodeType),
      rows.map(({ columnName }) => columnName),
      rows.map(({ metric }) => metric),
      rows.map(({ value }) => value),
      rows.map(({ status }) => status),
      rows.map(({ detail }) => detail),
    ]);
  }
  const metrics = profileMetrics.map(quoteText).join(', ');
  for (const { nodeId, path, atMs } of profiles) {
    await connection.run(
      `INSERT INTO main.dq_rows
       SELECT ${String(Math.round(atMs))}, ${quoteText(nodeId)}, 'profile', column_name, metric,
         TRY_CAST(value AS DOUBLE), NULL, NULL
       FROM read_parquet(${quoteText(path)}) WHERE metric IN (${metrics})`,
    );
  }
  await connection.run(
    `CREATE VIEW main.dq_addition AS
     SELECT ${quoteText(runId)} AS run_id, make_timestamp(at_ms * 1000) AS "timestamp",
       node_id, node_type, column_name, metric, value, status, detail
     FROM main.dq_rows`,
  );
}

/** What the new file begins with: the rows of the old one, unless that is full or broken. */
async function earlierRows(
  connection: EngineConnection,
  paths: ProjectPaths,
  file: string,
): Promise<{ readonly query: string; readonly problem: string | null }> {
  const nothing = { query: '', problem: null };
  if ((await sizeOf(file)) === null) return nothing;
  try {
    const [counted] = await connection.rows(
      `SELECT count(*) AS n, count(node_id) + count("timestamp") AS known FROM read_parquet(${quoteText(file)})`,
    );
    if (Number(counted?.['n'] ?? 0) < mostRows) {
      return {
        query: `FROM read_parquet(${quoteText(file)}) UNION ALL BY NAME `,
        problem: null,
      };
    }
    await layBy(paths, file, '.parquet');
    return nothing;
  } catch (error) {
    if (!(error instanceof EngineError) || error.interrupted) throw error;
    const damaged = await layBy(paths, file, '.damaged');
    return {
      query: '',
      problem: `The quality history could not be read and begins anew; the old one is ${damaged}.`,
    };
  }
}

async function layBy(paths: ProjectPaths, file: string, suffix: string): Promise<string> {
  const folder = laidByFolder(paths);
  await mkdir(folder, { recursive: true });
  const { mtimeMs } = await stat(file);
  // Names sort as the files follow each other.
  const name = `${new Date(mtimeMs).toISOString().replaceAll(/[-:.]/g, '')}${suffix}`;
  await rename(file, join(folder, name));
  return join('target', 'dq_history', name);
}

async function laidBy(paths: ProjectPaths): Promise<string[]> {
  const folder = laidByFolder(paths);
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissingFile(error)) return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith('.parquet'))
    .toSorted()
    .map((name) => join(folder, name));
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isMissingFile(error)) return null;
    throw error;
  }
}

async function waitForLock(folder: string): Promise<{ release: () => Promise<void> }> {
  for (;;) {
    const lock = await acquireProcessLock(folder, { process: ownProcessIdentity() });
    if (lock.ok) return lock.value;
    await wait(50);
  }
}
