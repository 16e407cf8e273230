import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from '../files/missing-file';
import type { ProjectPaths } from '../files/project-paths';
import { closeInterrupted } from './close-interrupted';
import type { ImportReport } from './history-store';
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
}

const ending = '.ndjson';

/**
 * Imports every event file that is new or has grown since the last time; files that did not are told by
 * their size alone. Newest first, so that what people look at is there early.
 */
export async function importRuns(paths: ProjectPaths, target: ImportTarget): Promise<ImportReport> {
  const known = new Map((await target.known()).map((run) => [run.runId, run]));
  const unfinished: string[] = [];
  const passedOver: { file: string; reason: string }[] = [];
  let imported = 0;
  for (const file of await eventFiles(paths)) {
    const runId = file.slice(0, -ending.length);
    const before = known.get(runId);
    const isSame =
      before !== undefined && Number(before.importedBytes) === (await sizeOf(paths, file));
    if (isSame && before.outcome !== null) continue;

    let read = await target.import(runId);
    if (read.is === 'run' && read.rows.run.outcome === null) {
      if (await closeInterrupted(paths, runId)) read = await target.import(runId);
    }
    if (read.is === 'foreign') passedOver.push({ file, reason: read.reason });
    if (read.is !== 'run') continue;
    if (read.rows.run.outcome === null) unfinished.push(runId);
    if (Number(before?.importedBytes ?? 0) !== Number(read.rows.run.importedBytes)) imported += 1;
  }
  return { imported, unfinished, passedOver };
}

async function eventFiles(paths: ProjectPaths): Promise<string[]> {
  try {
    const names = await readdir(paths.runsDir);
    return names
      .filter((name) => name.endsWith(ending))
      .toSorted()
      .toReversed();
  } catch (error) {
    if (isMissingFile(error)) return [];
    throw error;
  }
}

async function sizeOf(paths: ProjectPaths, file: string): Promise<number> {
  return stat(join(paths.runsDir, file)).then(
    ({ size }) => size,
    () => 0,
  );
}
