import { resolve } from 'node:path';
import { fixedPartOf } from '../../files/file-pattern';
import type { ProjectPaths } from '../../files/project-paths';
import { dataFilesOfNode } from '../../kinds/data-files-of-node';
import type { Manifest } from '../../manifest/manifest';

/** Where the data from outside the DAG lies: files, and the folders of patterns. Absolute, each once. */
export function dataFilesOf({ nodes }: Manifest, paths: ProjectPaths): string[] {
  const files = [...nodes.values()].flatMap(dataFilesOfNode);
  return [...new Set(files.map((file) => resolve(paths.root, fixedPartOf(file))))];
}
