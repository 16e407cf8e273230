import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ProjectPaths } from '../files/project-paths';
import { closeInterrupted } from './close-interrupted';
import { eventFilePath } from './event-file';
import type { ImportReport } from './history-store';
import { listRunIds } from './list-run-ids';
import type { ReadRun } from './read-run';

/** What the import asks of the database. */
export interface ImportTarget {
  known(): Promise<
    readonly {
      readonly runId: string;
      readonly outcome: string | null;
      readonly importedBytes: bigint;
    }[]
  >;
  import(runId: string): Promise<ReadRun>;
  forget(runIds: readonly string[]): Promise<void>;
}

/**
 * Imports every event file that is new or has grown since the last time; files that did not are told by
 * their size alone. Newest first, so that what people look at is there early. Runs whose file was removed
 * are forgotten.
 */
export async function importRuns(paths: ProjectPaths, target: ImportTarget): Promise<ImportReport> {
  const known = new Map((await target.known()).map((run) => [run.runId, run]));
  const unfinished: string[] = [];
  const passedOver: { file: string; reason: string }[] = [];
  let imported = 0;
  const present = await listRunIds(paths);
  const there = new Set(present);
  const gone = [...known.keys()].filter((runId) => !there.has(runId));
  if (gone.length > 0) await target.forget(gone);
  for (const runId of present) {
    const before = known.get(runId);
    const isSame =
      before !== undefined && Number(before.importedBytes) === (await sizeOf(paths, runId));
    if (isSame && before.outcome !== null) continue;

    let read = await target.import(runId);
    if (read.is === 'run' && read.rows.run.outcome === null) {
      if (await closeInterrupted(paths, runId)) read = await target.import(runId);
    }
    if (read.is === 'foreign') {
      passedOver.push({ file: basename(eventFilePath(paths, runId)), reason: read.reason });
    }
    if (read.is !== 'run') continue;
    if (read.rows.run.outcome === null) unfinished.push(runId);
    if (Number(before?.importedBytes ?? 0) !== Number(read.rows.run.importedBytes)) imported += 1;
  }
  return { imported, unfinished, passedOver };
}

async function sizeOf(paths: ProjectPaths, runId: string): Promise<number> {
  return stat(eventFilePath(paths, runId)).then(
    ({ size }) => size,
    () => 0,
  );
}
