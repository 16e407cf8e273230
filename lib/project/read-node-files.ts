import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectPaths } from '../files/project-paths';
import { languageOf } from '../kinds/code/languages';
import { maskCredentials } from '../util/mask-secrets';
import type { FoundFile } from './find-node-files';
import { canBeCached, isSameFile } from './file-version';
import { mostHandwrittenBytes } from './handwritten';
import type { NodeFile } from './node-file';
import { loadParseCache, saveParseCache } from './parse-cache';

/** Unchanged files come from the cache; only what is new to it is read. */
export async function readNodeFiles(
  paths: ProjectPaths,
  found: readonly FoundFile[],
): Promise<NodeFile[]> {
  const cache = await loadParseCache(paths);
  const startMs = Date.now();
  const cacheable = new Set<NodeFile>();
  const read = async (file: FoundFile): Promise<NodeFile> => {
    try {
      const node = await readOne(paths, file);
      if (canBeCached(file, startMs)) cacheable.add(node);
      return node;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return unreadableFile(file, message, 'Check the permissions of the file.');
    }
  };
  const files: NodeFile[] = [];
  const fresh = new Set<NodeFile>();
  let knownPaths = 0;
  // One after the other: the trees of a thousand files at once are more than a young heap can hold.
  for (const file of found) {
    const cached = cache.files.get(file.path);
    if (cached !== undefined) knownPaths += 1;
    if (cached !== undefined && isSameFile(cached, file)) {
      files.push(cached);
      continue;
    }
    const node = await read(file);
    files.push(node);
    fresh.add(node);
  }
  // Otherwise there is nothing to add, and nobody is gone.
  if (cacheable.size > 0 || knownPaths < cache.files.size) {
    const toCache = files.filter(
      (file) => !fresh.has(file) || (cacheable.has(file) && holdsNoPassword(file)),
    );
    await saveParseCache(paths, toCache, cache);
  }
  return files;
}

/** One that stands in a node file stays there, and nowhere else. */
function holdsNoPassword({ nodes }: NodeFile): boolean {
  return nodes.every(({ config }) => maskCredentials(config) === config);
}

async function readOne(paths: ProjectPaths, file: FoundFile): Promise<NodeFile> {
  if (file.sizeBytes <= mostHandwrittenBytes) {
    // At once: thousands of small files take longer to wait for than to read.
    const bytes = readFileSync(join(paths.root, file.path));
    // Loaded only when there is something to parse.
    const language = languageOf(file.path);
    if (language !== null) {
      const { readCodeFile } = await import('./read-code-file');
      return await readCodeFile(file, bytes, language);
    }
    const { readNodeFile } = await import('./read-node-file');
    return await readNodeFile(file, bytes);
  }
  const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
  return unreadableFile(
    file,
    `it has ${megabytes(file.sizeBytes)} MB, and a node file may have ${megabytes(mostHandwrittenBytes)}`,
    'Keep data in files of its own, and let a source name them.',
  );
}

/** A file that is there and gives no node. */
export function unreadableFile(file: FoundFile, message: string, hint: string): NodeFile {
  return {
    ...file,
    nodes: [],
    diagnostics: [
      {
        code: 'unreadable_file',
        severity: 'error',
        message: `${file.path} can't be read: ${message}`,
        hint,
        place: { file: file.path, line: 1, column: 1 },
        nodeId: null,
      },
    ],
  };
}
