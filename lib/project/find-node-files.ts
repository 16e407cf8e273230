import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from '../files/missing-file';
import type { ProjectPaths } from '../files/project-paths';

/** A YAML file that should define a node. */
export interface FoundFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** When anything about the file changed; unlike modifiedMs no program can set it back. */
  readonly changedMs: number;
}

/** A file or folder that could not even be looked at, with the system's reason. */
export interface UnreadablePath {
  readonly path: string;
  readonly message: string;
}

/** Shared snippets and draft templates: YAML, but no nodes. */
const notNodes = new Set(['seeknal/common', 'seeknal/templates']);

/** Locks of Emacs, and what macOS leaves beside files on foreign disks: they end in .yml too. */
const isByproduct = (name: string): boolean => name.startsWith('.#') || name.startsWith('._');

/**
 * Every `.yml` and `.yaml` under seeknal/, sorted by path; folder names are convention only. A link to a
 * file counts as one; links to folders are not followed, since they may lead in circles.
 */
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
          } else if (/\.ya?ml$/.test(entry.name) && !isByproduct(entry.name)) {
            const found = await lookAt(paths.root, path);
            if (found === null) return;
            if ('message' in found) unreadable.push(found);
            else files.push(found);
          }
        }),
      );
    } catch (error) {
      if (isMissingFile(error)) continue;
      unreadable.push({ path: here, message: messageOf(error) });
    }
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, unreadable };
}

/** Null: it was deleted since the folder was read. */
async function lookAt(root: string, path: string): Promise<FoundFile | UnreadablePath | null> {
  const absolute = join(root, path);
  try {
    const facts = await stat(absolute);
    // Opening a pipe would wait for somebody to write into it.
    if (!facts.isFile()) return { path, message: 'it is not a file' };
    return { path, sizeBytes: facts.size, modifiedMs: facts.mtimeMs, changedMs: facts.ctimeMs };
  } catch (error) {
    if (!isMissingFile(error)) return { path, message: messageOf(error) };
    const isLink = await lstat(absolute).then(
      () => true,
      () => false,
    );
    return isLink ? { path, message: 'it is a link to a file that is not there' } : null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
