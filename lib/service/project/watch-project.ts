import { statSync, watch as watchFolder, type FSWatcher as FolderWatcher } from 'node:fs';
import { join } from 'node:path';
import { watch } from 'chokidar';
import { configFileNames } from '../../extensions/load-extensions';
import { relativeToProject, type ProjectPaths } from '../../files/project-paths';

/** What moved on disk: files that people edit, or what runs leave behind. */
export type ProjectChange =
  { readonly what: 'files'; readonly files: readonly string[] } | { readonly what: 'results' };

export interface ProjectWatch {
  /** Follows the data files that the project's nodes read; call again when these change. */
  followDataFiles(paths: readonly string[]): void;
  close(): Promise<void>;
}

/** An editor writes a file in several steps, and a checkout many files: they are told of together. */
const quietMs = 80;

/** Calls back, some milliseconds later, whenever something changes on which the picture of the project depends. */
export function watchProject(
  paths: ProjectPaths,
  onChange: (change: ProjectChange) => void,
): ProjectWatch {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tellSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = [...changed].toSorted();
      changed.clear();
      onChange(files.length === 0 ? { what: 'results' } : { what: 'files', files });
    }, quietMs);
  };

  const options = { ignoreInitial: true, ignorePermissionErrors: true } as const;
  const configFiles = configFileNames.map((name) => join(paths.root, name));
  const sources = watch([paths.nodeFiles, paths.settings, ...configFiles], options);
  const dataFiles = watch([], options);
  for (const watcher of [sources, dataFiles]) {
    watcher.on('all', (_, path) => {
      changed.add(relativeToProject(paths.root, path));
      tellSoon();
    });
    // A file that can't be watched is found out at the next parse, with its reason.
    watcher.on('error', () => undefined);
  }

  let followed: ReadonlySet<string> = new Set();
  const results = watchResults(paths, tellSoon);
  return {
    followDataFiles(paths) {
      const next = new Set(paths);
      dataFiles.unwatch([...followed].filter((path) => !next.has(path)));
      dataFiles.add(paths.filter((path) => !followed.has(path)));
      followed = next;
    },
    async close() {
      clearTimeout(timer);
      results.close();
      await Promise.all([sources.close(), dataFiles.close()]);
    },
  };
}

/** Outputs and state: the folders alone, since a project may have thousands of outputs. */
function watchResults(paths: ProjectPaths, onChange: () => void): { close: () => void } {
  const open = new Map<string, { readonly inode: number; readonly watcher: FolderWatcher }>();
  const folders = [paths.root, paths.target, paths.stateDir, join(paths.target, 'intermediate')];
  const forget = (folder: string): void => {
    open.get(folder)?.watcher.close();
    open.delete(folder);
  };
  const refresh = (): void => {
    for (const folder of folders) {
      const inode = statSync(folder, { throwIfNoEntry: false })?.ino;
      // A folder that was deleted and made again under its name needs a new watch.
      if (open.get(folder)?.inode === inode) continue;
      forget(folder);
      if (inode !== undefined) openFolder(folder, inode);
    }
  };
  const openFolder = (folder: string, inode: number): void => {
    try {
      const watcher = watchFolder(folder, () => {
        refresh();
        onChange();
      });
      watcher.on('error', () => forget(folder));
      open.set(folder, { inode, watcher });
    } catch {
      // Gone again, or the system has no watches left: pages still see it when they are loaded anew.
    }
  };
  refresh();
  return { close: () => folders.forEach(forget) };
}
