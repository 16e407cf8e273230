import { dirname, isAbsolute, sep } from 'node:path';

/** Whether DuckDB takes a path for a pattern, as in data/2024-*.csv. */
export function isFilePattern(path: string): boolean {
  return /[*?[]/.test(path);
}

/** The folder in and below which a pattern looks; a path that is none stays as it is. */
export function fixedPartOf(path: string): string {
  const wildcard = path.search(/[*?[]/);
  return wildcard === -1 ? path : dirname(`${path.slice(0, wildcard)}x`);
}

/** The files that a path stands for, sorted: those that match, when it is a pattern. Relative to `root`. */
export async function filesOf(root: string, path: string): Promise<readonly string[]> {
  if (!isFilePattern(path)) return [path];
  const { glob } = await import('tinyglobby');
  const files = await glob(path.split(sep).join('/'), {
    cwd: root,
    absolute: isAbsolute(path),
    // DuckDB has no braces and no "!".
    expandDirectories: false,
    dot: true,
  });
  return files.toSorted();
}
