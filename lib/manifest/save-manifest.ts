import { rename } from 'node:fs/promises';
import { isMissingFile } from '../files/missing-file';
import type { ProjectPaths } from '../files/project-paths';
import { writeAtomic } from '../files/write-atomic';
import { hashManifest, withGeneratedAt } from './hash-manifest';
import { loadManifest } from './load-manifest';
import type { Manifest } from './manifest';
import { manifestText } from './manifest-to-json';

/**
 * Writes target/manifest.json, unless the one that is there says the same: then it stays as it is to the
 * last byte, the time of its making included. The one that it replaces is kept as manifest.json.old.
 */
export async function saveManifest(
  paths: ProjectPaths,
  manifest: Manifest,
): Promise<{ readonly changed: boolean }> {
  const before = await loadManifest(paths.manifest, paths.root);
  if (before.ok && hashManifest(before.value) === hashManifest(manifest)) {
    return { changed: false };
  }
  await rename(paths.manifest, paths.previousManifest).catch((error: unknown) => {
    if (!isMissingFile(error)) throw error;
  });
  await writeAtomic(paths.manifest, manifestText(withGeneratedAt(manifest, localTimestamp())));
  return { changed: true };
}

/** Local time with microseconds and without zone, as the original writes it; the last three digits are 0. */
export function localTimestamp(now = new Date()): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return `${local.toISOString().slice(0, -1)}000`;
}
