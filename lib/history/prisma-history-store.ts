import { Prisma, type PrismaClient, type Run } from '../../generated/prisma/client';
import type { NodeStatus } from '../events/run-event';
import { isRunId } from '../events/run-id';
import type { ProjectPaths } from '../files/project-paths';
import type {
  GridCell,
  HistoryStore,
  ImportReport,
  NodeRunOfRun,
  NodeTotals,
  RunListRequest,
  RunSort,
  RunTotals,
} from './history-store';
import { importRuns } from './import-runs';
import { insertNodeRuns } from './insert-node-runs';
import type { NodeReport } from './node-report';
import { readCheckReports, readNodeReports, readRowCounts } from './read-reports';
import { readRun, type ReadRun } from './read-run';
import type { NodeRunRecord, RunRecord } from './run-record';
import type { RunRows } from './run-rows';
import { toNodeRunRecord, toRunRecord } from './to-record';

/** Waiting for another dashboard that imports the same runs is normal; waiting longer than this is not. */
const transactionLimits = { maxWait: 20_000, timeout: 60_000 };

/** The statuses of a node that was executed. */
const executed = ['running', 'success', 'failed'];

/** As `gridQuery` packs a square: node, status, decision, seconds, code of the error. */
type PackedCell = readonly [string, NodeStatus, GridCell['decision'], number, string | null];

// A row a run: five thousand rows of a square each would take eight times as long to fetch.
const gridQuery = `SELECT run_id, json_group_array(
    json_array(node_id, status, decision, duration, error_code) ORDER BY position
  ) AS cells FROM "node_runs" WHERE run_id IN (SELECT value FROM json_each(?)) GROUP BY run_id ORDER BY run_id DESC`;

/** Enough to tell what is usual from what is not, and few enough to be of now. */
const durationsPerNode = 10;

const durationsQuery = `SELECT ids.value AS id, (
    SELECT json_group_array(duration) FROM (
      SELECT duration FROM "node_runs" WHERE node_id = ids.value AND status = 'success'
        AND run_started_at_ms < ? ORDER BY run_started_at_ms DESC, run_id DESC LIMIT ${String(durationsPerNode)}
    )
  ) AS durations FROM json_each(?) AS ids`;

/** The history in a SQLite database that is opened and has the newest schema. */
export class PrismaHistoryStore implements HistoryStore {
  readonly #paths: ProjectPaths;
  readonly #prisma: PrismaClient;
  readonly #toldOf = new Set<string>();

  constructor(paths: ProjectPaths, prisma: PrismaClient) {
    this.#paths = paths;
    this.#prisma = prisma;
  }

  async importRun(runId: string): Promise<RunRecord | null> {
    const read = await this.#import(runId);
    if (read.is !== 'run') return null;
    const row = await this.#prisma.run.findUnique({ where: { runId } });
    return row === null ? null : toRunRecord(row);
  }

  async importRuns(): Promise<ImportReport> {
    const report = await importRuns(this.#paths, {
      known: () =>
        this.#prisma.run.findMany({ select: { runId: true, outcome: true, importedBytes: true } }),
      import: (runId) => this.#import(runId),
      forget: (runIds) => this.forgetRuns(runIds),
    });
    for (const { file, reason } of report.passedOver) {
      if (this.#toldOf.has(file)) continue;
      this.#toldOf.add(file);
      console.warn(`The history passes over ${file}: ${reason}.`);
    }
    return report;
  }

  async listRuns(request: RunListRequest): Promise<readonly RunRecord[]> {
    const { limit, before, sort = 'started', ascending = false } = request;
    const after =
      before === null ? null : await this.#prisma.run.findUnique({ where: { runId: before } });
    if (before !== null && after === null) return [];
    const order = ascending ? 'asc' : 'desc';
    const rows = await this.#prisma.run.findMany({
      where: {
        AND: [
          whereRuns(request),
          ...(after === null ? [] : [whereAfter(after, sort, ascending ? 'gt' : 'lt')]),
        ],
      },
      orderBy: [{ [sortFields[sort]]: order }, { runId: order }],
      take: limit,
    });
    return rows.map(toRunRecord);
  }

  async countRuns(request: Pick<RunListRequest, 'includeEmpty' | 'filter'>): Promise<RunTotals> {
    const groups = await this.#prisma.run.groupBy({
      by: ['outcome'],
      where: whereRuns(request),
      _count: { _all: true },
    });
    return {
      total: groups.reduce((sum, group) => sum + group._count._all, 0),
      byOutcome: Object.fromEntries(
        groups.map((group) => [group.outcome ?? 'running', group._count._all]),
      ),
    };
  }

  async getRun(
    runId: string,
  ): Promise<{ readonly record: RunRecord; readonly nodes: readonly NodeRunRecord[] } | null> {
    const found = await this.#prisma.run.findUnique({ where: { runId } });
    const record =
      found === null || found.outcome === null ? await this.importRun(runId) : toRunRecord(found);
    if (record === null) return null;
    const nodes = await this.#prisma.nodeRun.findMany({
      where: { runId },
      orderBy: { position: 'asc' },
    });
    return { record, nodes: nodes.map(toNodeRunRecord) };
  }

  async peekRun(runId: string): Promise<RunRecord | null> {
    const row = await this.#prisma.run.findUnique({ where: { runId } });
    return row === null ? null : toRunRecord(row);
  }

  async grid(runIds: readonly string[]): Promise<readonly GridCell[]> {
    const rows = await this.#prisma.$queryRawUnsafe<{ run_id: string; cells: string }[]>(
      gridQuery,
      JSON.stringify(runIds),
    );
    return rows.flatMap(({ run_id: runId, cells }) =>
      (JSON.parse(cells) as PackedCell[]).map(
        ([nodeId, status, decision, duration, errorCode]) => ({
          runId,
          nodeId,
          status,
          decision,
          duration,
          errorCode,
        }),
      ),
    );
  }

  async nodeHistory(nodeId: string, limit: number): Promise<readonly NodeRunOfRun[]> {
    const rows = await this.#prisma.nodeRun.findMany({
      where: { nodeId, status: { in: executed } },
      orderBy: [{ runStartedAtMs: 'desc' }, { runId: 'desc' }],
      take: limit,
      include: { run: { select: { manifestHash: true } } },
    });
    return rows.map((row) => ({
      ...toNodeRunRecord(row),
      runStartedAtMs: Number(row.runStartedAtMs),
      manifestHash: row.run.manifestHash,
    }));
  }

  async nodeTotals(nodeId: string): Promise<NodeTotals> {
    const groups = await this.#prisma.nodeRun.groupBy({
      by: ['status'],
      where: { nodeId },
      _count: { _all: true },
    });
    return Object.fromEntries(groups.map((group) => [group.status, group._count._all]));
  }

  async pastDurations(
    nodeIds: readonly string[],
    beforeMs: number,
  ): Promise<ReadonlyMap<string, readonly number[]>> {
    const rows = await this.#prisma.$queryRawUnsafe<{ id: string; durations: string }[]>(
      durationsQuery,
      beforeMs,
      JSON.stringify(nodeIds),
    );
    return new Map(rows.map((row) => [row.id, JSON.parse(row.durations) as number[]]));
  }

  async forgetRuns(runIds: readonly string[]): Promise<void> {
    // In pieces: the number of values in one statement is limited.
    for (let start = 0; start < runIds.length; start += 500) {
      const piece = runIds.slice(start, start + 500);
      await this.#prisma.nodeRun.deleteMany({ where: { runId: { in: piece } } });
      await this.#prisma.run.deleteMany({ where: { runId: { in: piece } } });
    }
  }

  nodeReports(nodeId: string, limit: number): Promise<readonly NodeReport[]> {
    return readNodeReports(this.#prisma, nodeId, limit);
  }

  checkReports(runs: number): Promise<readonly NodeReport[]> {
    return readCheckReports(this.#prisma, runs);
  }

  rowCounts(
    nodeIds: readonly string[],
    limit: number,
    untilMs = Number.MAX_SAFE_INTEGER,
  ): Promise<ReadonlyMap<string, readonly number[]>> {
    return readRowCounts(this.#prisma, nodeIds, limit, untilMs);
  }

  async close(): Promise<void> {
    await this.#prisma.$disconnect();
  }

  async #import(runId: string): Promise<ReadRun> {
    if (!isRunId(runId)) return { is: 'foreign', reason: 'its name is not that of a run' };
    const read = await readRun(this.#paths, runId);
    if (read.is !== 'run') return read;
    try {
      await this.#write(read.rows);
      return read;
    } catch (error) {
      if (!isFaultOfValues(error)) throw error;
      return { is: 'foreign', reason: 'its events lack fields, or have them in another form' };
    }
  }

  /** Writes what the database lacks of a run. Another process may be writing the same run. */
  async #write({ run, nodes }: RunRows): Promise<void> {
    await this.#prisma.$transaction(async (tx) => {
      const { runId } = run;
      const kept = await tx.run.findUnique({
        where: { runId },
        select: { importedSeq: true, importedBytes: true },
      });
      const wasCutOff = kept !== null && kept.importedBytes > run.importedBytes;
      if (kept !== null && !wasCutOff && kept.importedSeq >= run.importedSeq) return;
      await tx.run.upsert({ where: { runId }, create: run, update: run });
      await tx.nodeRun.deleteMany({ where: { runId } });
      await insertNodeRuns(tx, nodes);
    }, transactionLimits);
  }
}

const sortFields = {
  started: 'startedAtMs',
  duration: 'totalDuration',
  failed: 'failedNodes',
} as const satisfies Record<RunSort, string>;

/** What comes after a run in the order of a list. */
function whereAfter(run: Run, sort: RunSort, beyond: 'lt' | 'gt'): Prisma.RunWhereInput {
  const field = sortFields[sort];
  const value = run[field];
  // The first condition alone is a range of the index; the second sorts out runs with the same value.
  return {
    [field]: { [`${beyond}e`]: value },
    OR: [{ [field]: { [beyond]: value } }, { runId: { [beyond]: run.runId } }],
  };
}

function whereRuns({
  includeEmpty,
  filter = {},
}: Pick<RunListRequest, 'includeEmpty' | 'filter'>): Prisma.RunWhereInput {
  const { outcomes = [], modes = [], triggers = [] } = filter;
  const { nodeId = null, fromMs = null, toMs = null } = filter;
  const text = filter.text?.trim() ?? '';
  const ended = outcomes.filter((outcome) => outcome !== 'running');
  const conditions: Prisma.RunWhereInput[] = [];
  if (!includeEmpty) conditions.push({ changedNodes: { gt: 0 } });
  if (outcomes.length > 0) {
    conditions.push({
      OR: [
        ...(ended.length > 0 ? [{ outcome: { in: ended } }] : []),
        ...(ended.length < outcomes.length ? [{ outcome: null }] : []),
      ],
    });
  }
  if (modes.length > 0) conditions.push({ mode: { in: [...modes] } });
  if (triggers.length > 0) conditions.push({ trigger: { in: [...triggers] } });
  if (nodeId !== null) conditions.push({ nodes: { some: { nodeId, status: { in: executed } } } });
  if (fromMs !== null) conditions.push({ startedAtMs: { gte: fromMs } });
  if (toMs !== null) conditions.push({ startedAtMs: { lt: toMs } });
  if (text !== '') {
    const fields = ['runId', 'flags', 'actor', 'gitCommit'] as const;
    conditions.push({ OR: fields.map((field) => ({ [field]: { contains: text } })) });
  }
  return { AND: conditions };
}

/** Whether the values that were to be written were wrong, and not the database. */
function isFaultOfValues(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientValidationError ||
    (error instanceof Prisma.PrismaClientKnownRequestError &&
      error.message.includes('NOT NULL constraint failed'))
  );
}
