import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from '../../files/missing-file';
import { isProcessAlive } from '../../files/process-identity';
import type { ProjectPaths } from '../../files/project-paths';
import { eventFilePath } from '../../history/event-file';
import { listRunIds } from '../../history/list-run-ids';
import { EventTail, readFirstEvent } from '../../history/read-events';

/** What to keep; a run goes when any of these says so, and stays when none is given. */
export interface KeepRules {
  /** So many of the newest runs. */
  readonly keepLast: number | null;
  /** Runs of so many days. */
  readonly keepDays: number | null;
  /** So many bytes of the newest runs' event files. */
  readonly keepBytes: number | null;
}

export interface CleanedHistory {
  readonly runs: readonly {
    readonly runId: string;
    readonly startedAtMs: number;
    readonly bytes: number;
    readonly why: 'count' | 'age' | 'size';
  }[];
  /** Manifests that no run which stays was made with. Paths relative to the project. */
  readonly manifests: readonly { readonly path: string; readonly bytes: number }[];
  readonly kept: number;
}

interface KnownRun {
  readonly runId: string;
  readonly startedAtMs: number;
  readonly bytes: number;
  readonly manifestHash: string;
  readonly goesOn: boolean;
}

const dayMs = 86_400_000;

/**
 * Removes the event files of old runs, and the manifests that were kept for them alone. The newest run
 * and those that go on always stay. A dashboard that is open notices, and forgets them too.
 */
export async function cleanHistory(
  paths: ProjectPaths,
  rules: KeepRules,
  { dryRun, nowMs }: { readonly dryRun: boolean; readonly nowMs: number },
): Promise<CleanedHistory> {
  const known = await knownRuns(paths);
  const runs: CleanedHistory['runs'][number][] = [];
  const stay: KnownRun[] = [];
  let bytes = 0;
  for (const [index, run] of known.entries()) {
    bytes += run.bytes;
    const why = index === 0 || run.goesOn ? null : whyNot(run, { index, bytes }, rules, nowMs);
    if (why === null) stay.push(run);
    else runs.push({ runId: run.runId, startedAtMs: run.startedAtMs, bytes: run.bytes, why });
  }
  const manifests = await unusedManifests(paths, new Set(stay.map((run) => run.manifestHash)));
  if (!dryRun) {
    for (const run of runs) await rm(eventFilePath(paths, run.runId), { force: true });
    for (const { path } of manifests) await rm(join(paths.root, path), { force: true });
  }
  return { runs, manifests, kept: stay.length };
}

function whyNot(
  run: KnownRun,
  so: { readonly index: number; readonly bytes: number },
  { keepLast, keepDays, keepBytes }: KeepRules,
  nowMs: number,
): 'count' | 'age' | 'size' | null {
  if (keepLast !== null && so.index >= keepLast) return 'count';
  if (keepDays !== null && nowMs - run.startedAtMs > keepDays * dayMs) return 'age';
  return keepBytes !== null && so.bytes > keepBytes ? 'size' : null;
}

/** Newest first. A file that is no run of ours is left alone. */
async function knownRuns(paths: ProjectPaths): Promise<KnownRun[]> {
  const runs: KnownRun[] = [];
  for (const runId of await listRunIds(paths)) {
    const first = await readFirstEvent(paths, runId);
    if (first?.type !== 'run_started') continue;
    const { size } = await stat(eventFilePath(paths, runId));
    runs.push({
      runId,
      startedAtMs: first.at_ms,
      bytes: size,
      manifestHash: first.manifest_hash,
      goesOn: isProcessAlive(first.process) && !(await hasEnded(paths, runId)),
    });
  }
  return runs.toSorted((a, b) => b.startedAtMs - a.startedAtMs);
}

async function hasEnded(paths: ProjectPaths, runId: string): Promise<boolean> {
  const tail = new EventTail(paths, runId);
  try {
    return (await tail.readNew()).at(-1)?.type === 'run_finished';
  } finally {
    await tail.close();
  }
}

async function unusedManifests(
  paths: ProjectPaths,
  used: ReadonlySet<string>,
): Promise<CleanedHistory['manifests']> {
  const names = await readdir(join(paths.seeknalDir, 'manifests')).catch((error: unknown) => {
    if (isMissingFile(error)) return [];
    throw error;
  });
  const unused = names.filter(
    (name) => name.endsWith('.json') && !used.has(name.slice(0, -'.json'.length)),
  );
  return Promise.all(
    unused.toSorted().map(async (name) => {
      const path = `.seeknal/manifests/${name}`;
      return { path, bytes: (await stat(join(paths.root, path))).size };
    }),
  );
}
