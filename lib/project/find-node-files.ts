import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isMissingFile } from '../files/missing-file';
import type { ProjectPaths } from '../files/project-paths';
import { languageOf } from '../kinds/code/languages';
import type { FileVersion } from './file-version';

/** A file that may define nodes. */
export interface FoundFile extends FileVersion {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
}

/** A file or folder that could not even be looked at, with the system's reason. */
export interface UnreadablePath {
  readonly path: string;
  readonly message: string;
}

/** Shared snippets and draft templates: YAML, but no nodes. */
const notNodes = new Set(['seeknal/common', 'seeknal/templates']);

/** What Python and npm leave beside code. */
const notOurs = new Set(['__pycache__', 'node_modules', '.venv', 'venv']);

function isNodeFile(name: string): boolean {
  return (/\.ya?ml$/.test(name) || languageOf(name) !== null) && !isByproduct(name);
}

/** Locks of Emacs, and what macOS leaves beside files on foreign disks: they end in .yml too. */
const isByproduct = (name: string): boolean => name.startsWith('.#') || name.startsWith('._');

/**
 * Every `.yml`, `.yaml` and file of code under seeknal/, sorted by path; folder names are convention only. A link to a
 * file counts as one; links to folders are not followed, since they may lead in circles.
 */
export function findNodeFiles(paths: ProjectPaths): {
  readonly files: readonly FoundFile[];
  readonly unreadable: readonly UnreadablePath[];
} {
  const files: FoundFile[] = [];
  const unreadable: UnreadablePath[] = [];
  for (const found of walk(paths.root)) {
    if ('message' in found) unreadable.push(found);
    else files.push(found);
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, unreadable };
}

/** Whether there is any, or something that can't be looked at. Ends at the first one. */
export function hasNodeFiles(paths: ProjectPaths): boolean {
  return walk(paths.root).next().done !== true;
}

/** Synchronous: a thousand promises would cost many times what the disk does. */
function* walk(root: string): Generator<FoundFile | UnreadablePath, void> {
  const folders = ['seeknal'];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    try {
      for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory()) {
          if (!notNodes.has(path) && !notOurs.has(entry.name)) folders.push(path);
        } else if (isNodeFile(entry.name)) {
          const found = lookAt(root, path);
          if (found !== null) yield found;
        }
      }
    } catch (error) {
      if (!isMissingFile(error)) yield { path: folder, message: messageOf(error) };
    }
  }
}

/** Null: it was deleted since the folder was read. */
function lookAt(root: string, path: string): FoundFile | UnreadablePath | null {
  const absolute = `${root}/${path}`;
  try {
    const facts = statSync(absolute, { throwIfNoEntry: false });
    if (facts === undefined) {
      const isLink = lstatSync(absolute, { throwIfNoEntry: false }) !== undefined;
      return isLink ? { path, message: 'it is a link to a file that is not there' } : null;
    }
    // Opening a pipe would wait for somebody to write into it.
    if (!facts.isFile()) return { path, message: 'it is not a file' };
    return { path, sizeBytes: facts.size, modifiedMs: facts.mtimeMs, changedMs: facts.ctimeMs };
  } catch (error) {
    return isMissingFile(error) ? null : { path, message: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
