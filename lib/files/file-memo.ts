import { statSync } from 'node:fs';

/**
 * Remembers what was made of a file for as long as the file is the same, so that a process which stays
 * need not read it again at every look. One file a memo: the last one that was asked for.
 */
export class FileMemo<T> {
  #last: { readonly path: string; readonly version: string; readonly value: Promise<T> } | null =
    null;

  get(path: string, make: () => Promise<T>): Promise<T> {
    const version = versionOf(path);
    if (version !== null && this.#last?.path === path && this.#last.version === version) {
      return this.#last.value;
    }
    const value = make();
    this.#last = version === null ? null : { path, version, value };
    value.then(
      // Not the one that was looked at, if it was replaced while it was read.
      () => {
        if (versionOf(path) !== version) this.#last = null;
      },
      () => (this.#last = null),
    );
    return value;
  }
}

/** Null when there is none. Files that are replaced have another number each time. */
function versionOf(path: string): string | null {
  const facts = statSync(path, { throwIfNoEntry: false });
  return facts === undefined
    ? null
    : [facts.ino, facts.size, facts.mtimeMs, facts.ctimeMs].join(' ');
}
