import type { ProjectPaths } from '../../files/project-paths';
import { parseProject } from '../../project/parse-project';
import { dataFilesOf } from '../planning/data-files-of';
import { watchProject } from './watch-project';

/** Calls back with the names of node files, settings and data files that change, some at a time. */
export function followProjectFiles(
  paths: ProjectPaths,
  onChange: (files: readonly string[]) => void,
): {
  /** Looks again which data files the nodes read. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
} {
  const watch = watchProject(paths, (change) => {
    if (change.what === 'files') onChange(change.files);
  });
  return {
    refresh: async () => {
      const { manifest } = await parseProject(paths);
      watch.followDataFiles(dataFilesOf(manifest, paths));
    },
    close: () => watch.close(),
  };
}
