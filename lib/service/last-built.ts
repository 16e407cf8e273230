import { join } from 'node:path';
import type { ProjectPaths } from '../files/project-paths';
import { loadManifest } from '../manifest/load-manifest';
import type { Manifest } from '../manifest/manifest';

/** The definitions that were last built, node by node; it explains changes and never decides. */
export function lastBuiltPath(paths: ProjectPaths): string {
  return join(paths.stateDir, 'last_run_manifest.json');
}

/** Null when nothing was built yet, or what is kept can't be read. */
export async function loadLastBuilt(paths: ProjectPaths): Promise<Manifest | null> {
  const lastBuilt = await loadManifest(lastBuiltPath(paths), paths.root);
  return lastBuilt.ok ? lastBuilt.value : null;
}
