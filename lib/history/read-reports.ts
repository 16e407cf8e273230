import type { PrismaClient } from '../../generated/prisma/client';
import type { NodeError } from '../events/run-event';
import type { JsonObject } from '../util/json';
import type { NodeReport } from './node-report';

interface ReportRow {
  readonly run_id: string;
  readonly node_id: string;
  readonly kind: string;
  readonly status: 'success' | 'failed';
  readonly run_started_at_ms: bigint | number;
  readonly finished_at_ms: bigint | number | null;
  readonly row_count: bigint | number | null;
  readonly metadata: string;
  readonly error: string | null;
}

const fields =
  'run_id, node_id, kind, status, run_started_at_ms, finished_at_ms, row_count, metadata, error';

const ofNode = `SELECT ${fields} FROM "node_runs"
  WHERE node_id = ? AND status IN ('success', 'failed')
  ORDER BY run_started_at_ms DESC, run_id DESC LIMIT ?`;

/** Only the rows of a limited number of runs are looked at: text can't be searched by an index. */
const withChecks = `SELECT ${fields} FROM "node_runs"
  WHERE run_id IN (SELECT run_id FROM "runs" ORDER BY started_at_ms DESC, run_id DESC LIMIT ?)
    AND status IN ('success', 'failed') AND (kind = 'rule' OR metadata LIKE '%"audits":%')
  ORDER BY run_started_at_ms DESC, run_id DESC`;

const rowCounts = `SELECT ids.value AS id, (
    SELECT json_group_array(row_count) FROM (
      SELECT row_count FROM "node_runs" WHERE node_id = ids.value AND status = 'success'
        AND row_count IS NOT NULL AND run_started_at_ms <= ? ORDER BY run_started_at_ms DESC, run_id DESC LIMIT ?
    )
  ) AS counts FROM json_each(?) AS ids`;

/** The last executions of a node, newest first. */
export async function readNodeReports(
  prisma: PrismaClient,
  nodeId: string,
  limit: number,
): Promise<readonly NodeReport[]> {
  return (await prisma.$queryRawUnsafe<ReportRow[]>(ofNode, nodeId, limit)).map(toReport);
}

/** What rules and audits found in the last `runs` runs, newest first. */
export async function readCheckReports(
  prisma: PrismaClient,
  runs: number,
): Promise<readonly NodeReport[]> {
  return (await prisma.$queryRawUnsafe<ReportRow[]>(withChecks, runs)).map(toReport);
}

/** How many rows the last successful executions of each node left, newest first; of runs that began until then. */
export async function readRowCounts(
  prisma: PrismaClient,
  nodeIds: readonly string[],
  limit: number,
  untilMs: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const rows = await prisma.$queryRawUnsafe<{ id: string; counts: string }[]>(
    rowCounts,
    untilMs,
    limit,
    JSON.stringify(nodeIds),
  );
  return new Map(rows.map(({ id, counts }) => [id, JSON.parse(counts) as number[]]));
}

// Words and JSON come out of the database as they were put in, from events that are typed.
function toReport(row: ReportRow): NodeReport {
  return {
    runId: row.run_id,
    nodeId: row.node_id,
    kind: row.kind,
    status: row.status,
    runStartedAtMs: Number(row.run_started_at_ms),
    finishedAtMs: row.finished_at_ms === null ? null : Number(row.finished_at_ms),
    rowCount: row.row_count === null ? null : Number(row.row_count),
    metadata: JSON.parse(row.metadata) as JsonObject,
    error: row.error === null ? null : (JSON.parse(row.error) as NodeError),
  };
}
