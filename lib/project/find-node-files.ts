import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from '../files/missing-file';
import type { ProjectPaths } from '../files/project-paths';

/** A YAML file that should define a node. */
export interface FoundFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** A file or folder that could not even be looked at, with the system's reason. */
export interface UnreadablePath {
  readonly path: string;
  readonly message: string;
}

/** Shared snippets and draft templates: YAML, but no nodes. */
const notNodes = new Set(['seeknal/common', 'seeknal/templates']);

/** Every `.yml` and `.yaml` under seeknal/, sorted by path; folder names are convention only. */
export async function findNodeFiles(paths: ProjectPaths): Promise<{
  readonly files: readonly FoundFile[];
  readonly unreadable: readonly UnreadablePath[];
}> {
  const files: FoundFile[] = [];
  const unreadable: UnreadablePath[] = [];
  const folders = ['seeknal'];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const here = folder;
    try {
      const entries = await readdir(join(paths.root, here), { withFileTypes: true });
      await Promise.all(
        entries.map(async (entry) => {
          const path = `${here}/${entry.name}`;
          if (entry.isDirectory()) {
            if (!notNodes.has(path)) folders.push(path);
          } else if (/\.ya?ml$/.test(entry.name)) {
            const { size, mtimeMs } = await stat(join(paths.root, path));
            files.push({ path, sizeBytes: size, modifiedMs: mtimeMs });
          }
        }),
      );
    } catch (error) {
      if (here === 'seeknal' && isMissingFile(error)) break;
      unreadable.push({
        path: here,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, unreadable };
}
