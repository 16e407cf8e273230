import { Prisma, type PrismaClient } from '../../generated/prisma/client';
import { isRunId } from '../events/run-id';
import type { ProjectPaths } from '../files/project-paths';
import type { HistoryStore, ImportReport, RunListRequest } from './history-store';
import { importRuns } from './import-runs';
import { insertNodeRuns } from './insert-node-runs';
import { readRun, type ReadRun } from './read-run';
import type { NodeRunRecord, RunRecord } from './run-record';
import type { RunRows } from './run-rows';
import { toNodeRunRecord, toRunRecord } from './to-record';

/** Waiting for another dashboard that imports the same runs is normal; waiting longer than this is not. */
const transactionLimits = { maxWait: 20_000, timeout: 60_000 };

/** The statuses of a node that was executed. */
const executed = ['running', 'success', 'failed'];

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
    });
    for (const { file, reason } of report.passedOver) {
      if (this.#toldOf.has(file)) continue;
      this.#toldOf.add(file);
      console.warn(`The history passes over ${file}: ${reason}.`);
    }
    return report;
  }

  async listRuns({ limit, before, includeEmpty }: RunListRequest): Promise<readonly RunRecord[]> {
    const after =
      before === null ? null : await this.#prisma.run.findUnique({ where: { runId: before } });
    if (before !== null && after === null) return [];
    const rows = await this.#prisma.run.findMany({
      where: {
        ...(includeEmpty ? {} : { changedNodes: { gt: 0 } }),
        // The first condition alone is a range of the index; the second sorts out runs of the same instant.
        ...(after === null
          ? {}
          : {
              startedAtMs: { lte: after.startedAtMs },
              OR: [{ startedAtMs: { lt: after.startedAtMs } }, { runId: { lt: after.runId } }],
            }),
      },
      orderBy: [{ startedAtMs: 'desc' }, { runId: 'desc' }],
      take: limit,
    });
    return rows.map(toRunRecord);
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

  async nodeHistory(nodeId: string, limit: number): Promise<readonly NodeRunRecord[]> {
    const rows = await this.#prisma.nodeRun.findMany({
      where: { nodeId, status: { in: executed } },
      orderBy: [{ runStartedAtMs: 'desc' }, { runId: 'desc' }],
      take: limit,
    });
    return rows.map(toNodeRunRecord);
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

/** Whether the values that were to be written were wrong, and not the database. */
function isFaultOfValues(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientValidationError ||
    (error instanceof Prisma.PrismaClientKnownRequestError &&
      error.message.includes('NOT NULL constraint failed'))
  );
}
