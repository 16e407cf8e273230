import type { ProjectPaths } from '../files/project-paths';
import { readIfThere } from '../files/read-if-there';
import { writeAtomic } from '../files/write-atomic';
import { timelessText, withGeneratedAt } from './hash-manifest';
import { loadManifest } from './load-manifest';
import type { Manifest } from './manifest';
import { manifestText } from './manifest-to-json';

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
  if (before !== null && withoutTime(before) === timelessText(manifest)) return { changed: false };
  // Copied, not moved away, so that at no moment there is no manifest. A broken one isn't worth keeping.
  if (before !== null && (await loadManifest(paths.manifest, paths.root)).ok) {
    await writeAtomic(paths.previousManifest, before);
  }
  await writeAtomic(paths.manifest, manifestText(withGeneratedAt(manifest, localTimestamp())));
  return { changed: true };
}

/** Comparing texts spares the parsing, which would cost more than all the rest of a run with nothing to do. */
function withoutTime(text: string): string {
  return text.replace(/("generated_at": )"[^"]*"/, '$1""');
}

/** Local time with microseconds and without zone, as the original writes it; the last three digits are 0. */
export function localTimestamp(now = new Date()): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return `${local.toISOString().slice(0, -1)}000`;
}
