import { readdirSync, statSync } from 'node:fs';
import { settledAtMs } from './settled-at';

/**
 * What a disk looked like, as bytes that are equal exactly when nothing in it changed that a look can tell:
 * names, sizes, times and inode numbers. Nothing is read and nothing is hashed, so that comparing ten
 * thousand files costs little more than asking the system for them.
 */
export class Evidence {
  readonly #names: string[] = [];
  readonly #numbers: number[] = [];
  #settledMs = 0;

  /** From when on nothing of all this can change any more without a trace; Unix time in milliseconds. */
  get settledMs(): number {
    return this.#settledMs;
  }

  /** Of all that was looked at, as it was called by whoever looked, and what was listed. */
  get names(): readonly string[] {
    return this.#names;
  }

  /** A file or folder, or that there is none. Returns whether there is one, and whether it is a folder. */
  look(absolute: string, name: string): 'file' | 'folder' | 'missing' {
    const facts = statSync(absolute, { throwIfNoEntry: false });
    this.#names.push(name);
    if (facts === undefined) {
      this.#numbers.push(-1, -1, -1, -1);
      return 'missing';
    }
    const { size, mtimeMs, ctimeMs, ino } = facts;
    this.#numbers.push(size, mtimeMs, ctimeMs, ino);
    this.#settledMs = Math.max(this.#settledMs, settledAtMs(mtimeMs, ctimeMs));
    return facts.isDirectory() ? 'folder' : 'file';
  }

  /** The files of a folder and of all folders in it, and the folders themselves; links to folders are not followed. */
  lookBelow(root: string, folder: string): void {
    const folders = [folder];
    for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
      if (this.look(`${root}/${at}`, at) !== 'folder') continue;
      for (const entry of readdirSync(`${root}/${at}`, { withFileTypes: true })) {
        const path = `${at}/${entry.name}`;
        if (entry.isDirectory()) folders.push(path);
        else this.look(`${root}/${path}`, path);
      }
    }
  }

  /** Which names are in a folder, and nothing of what they stand for. */
  list(absolute: string): void {
    this.#names.push(absolute, readdirSync(absolute).join('/'));
  }

  toBytes(): Buffer {
    return Buffer.concat([
      Buffer.from(new Float64Array(this.#numbers).buffer),
      Buffer.from(this.#names.join('\0')),
    ]);
  }
}
