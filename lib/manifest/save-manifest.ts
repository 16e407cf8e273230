import { existsSync } from 'node:fs';
import type { ProjectPaths } from '../files/project-paths';
import { readIfThere } from '../files/read-if-there';
import { writeAtomic } from '../files/write-atomic';
import { hashTimelessText, timelessText } from './hash-manifest';
import { loadManifest } from './load-manifest';
import type { Manifest } from './manifest';
import { manifestSnapshotPath } from './snapshot-path';

/**
 * Writes target/manifest.json, unless the one that is there says the same: then it stays as it is to the
 * last byte, the time of its making included. The one that it replaces
 * is kept as manifest.json.old.
 */
export async function saveManifest(
  paths: ProjectPaths,
  manifest: Manifest,
): Promise<{ readonly changed: boolean }> {
  const before = await readIfThere(paths.manifest);
  const text = timelessText(manifest);
  if (before !== null && withoutTime(before) === text) return { changed: false };
  // Copied, not moved away, so that at no moment there is no manifest. A broken one isn't worth keeping.
  if (before !== null && (await isWhole(paths, before))) {
    await writeAtomic(paths.previousManifest, before);
  }
  await writeAtomic(paths.manifest, withTime(text, localTimestamp()));
  return { changed: true };
}

/** One that a run has had is kept under its hash: it was whole then, and need not be read to know it. */
async function isWhole(paths: ProjectPaths, text: string): Promise<boolean> {
  return (
    existsSync(manifestSnapshotPath(paths, hashTimelessText(withoutTime(text)))) ||
    (await loadManifest(paths.manifest, paths.root)).ok
  );
}

/** Comparing texts spares the parsing, which would cost more than all the rest of a run with nothing to do. */
function withoutTime(text: string): string {
  return text.replace(/("generated_at": )"[^"]*"/, '$1""');
}

/** The metadata come first, and in a text that somebody wrote the quotes would have a backslash. */
function withTime(timeless: string, time: string): string {
  return timeless.replace('"generated_at": ""', `"generated_at": "${time}"`);
}

/** Local time with microseconds and without zone, as the original writes it; the last three digits are 0. */
export function localTimestamp(now = new Date()): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return `${local.toISOString().slice(0, -1)}000`;
}
