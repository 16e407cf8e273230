import { join } from 'node:path';
import { FileMemo } from '../../files/file-memo';
import type { ProjectPaths } from '../../files/project-paths';
import { loadManifest } from '../../manifest/load-manifest';
import type { Manifest } from '../../manifest/manifest';

/** The definitions that were last built, node by node; it explains changes and never decides. */
export function lastBuiltPath(paths: ProjectPaths): string {
  return join(paths.stateDir, 'last_run_manifest.json');
}

/** Every plan asks for it as long as something differs. */
const memo = new FileMemo<Manifest | null>();

/** Null when nothing was built yet, or what is kept can't be read. */
export function loadLastBuilt(paths: ProjectPaths): Promise<Manifest | null> {
  const path = lastBuiltPath(paths);
  return memo.get(path, async () => {
    const lastBuilt = await loadManifest(path, paths.root);
    return lastBuilt.ok ? lastBuilt.value : null;
  });
}
