import { access } from 'node:fs/promises';
import type { ProjectPaths } from '../files/project-paths';
import { writeAtomic } from '../files/write-atomic';
import { loadManifest } from '../manifest/load-manifest';
import { hashManifest, timelessText } from '../manifest/hash-manifest';
import type { Manifest } from '../manifest/manifest';
import { manifestText } from '../manifest/manifest-to-json';
import { manifestSnapshotPath } from '../manifest/snapshot-path';

/** The manifest of a past run; null when it isn't kept or can't be read. */
export async function loadManifestSnapshot(
  paths: ProjectPaths,
  manifestHash: string,
): Promise<Manifest | null> {
  if (!/^[0-9a-f]+$/.test(manifestHash)) return null;
  const loaded = await loadManifest(manifestSnapshotPath(paths, manifestHash), paths.root);
  return loaded.ok ? loaded.value : null;
}

/** Keeps the manifest of a run; the same one is kept once, however many runs it has. Returns its hash. */
export async function saveManifestSnapshot(
  paths: ProjectPaths,
  manifest: Manifest,
): Promise<string> {
  const manifestHash = hashManifest(manifest);
  const path = manifestSnapshotPath(paths, manifestHash);
  const isKept = await access(path).then(
    () => true,
    () => false,
  );
  if (!isKept) await writeAtomic(path, textOf(manifest));
  return manifestHash;
}

/** The one that was hashed, for a manifest that has no time. */
function textOf(manifest: Manifest): string {
  return manifest.metadata.generatedAt === '' ? timelessText(manifest) : manifestText(manifest);
}
