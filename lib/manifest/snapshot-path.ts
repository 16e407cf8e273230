import { join } from 'node:path';
import type { ProjectPaths } from '../files/project-paths';

/** Where the manifest with this hash is kept, so that a past run can be drawn with the graph it had. */
export function manifestSnapshotPath(paths: ProjectPaths, manifestHash: string): string {
  return join(paths.seeknalDir, 'manifests', `${manifestHash}.json`);
}
