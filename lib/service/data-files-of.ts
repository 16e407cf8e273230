import { resolve } from 'node:path';
import type { ProjectPaths } from '../files/project-paths';
import { kinds } from '../kinds/registry';
import type { Manifest } from '../manifest/manifest';

/** The files from outside the DAG that the nodes read, absolute, each once. */
export function dataFilesOf({ nodes }: Manifest, paths: ProjectPaths): string[] {
  const files = [...nodes.values()].flatMap(
    (node) => kinds.get(node.kind)?.dataFiles?.(node.config) ?? [],
  );
  return [...new Set(files.map((file) => resolve(paths.root, file)))];
}
