import { readdirSync, statSync } from 'node:fs';
import { isMissingFile } from './missing-file';
import { settledAtMs } from './settled-at';

/** The names in a folder, and the version of it that has them; null when it may have changed since without a trace. */
interface Listing {
  readonly version: string | null;
  readonly names: ReadonlySet<string>;
}

type Listings = Map<string, Listing>;

/** What the last lookup listed: a process that stays looks at the same folders again and again. */
let lastListings: Listings = new Map();

/**
 * Tells which of many files are there by listing each folder once: the outputs of a project lie in a few
 * folders, and asking for each of them would cost more than all the rest of a plan. Paths are relative to
 * `root`, with forward slashes.
 */
export function fileLookup(root: string): (path: string) => boolean {
  const before = lastListings;
  const listings: Listings = new Map();
  lastListings = listings;
  let lastFolder: string | null = null;
  let lastNames: ReadonlySet<string> = new Set();
  return (path) => {
    const slash = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(0, slash));
    if (folder !== lastFolder) {
      const absolute = `${root}/${folder}`;
      const listing = listings.get(absolute) ?? listFolder(absolute, before.get(absolute));
      listings.set(absolute, listing);
      lastFolder = folder;
      lastNames = listing.names;
    }
    return lastNames.has(path.slice(slash + 1));
  };
}

/** The time of a folder moves with the names in it. */
function listFolder(folder: string, before: Listing | undefined): Listing {
  const nowMs = Date.now();
  try {
    const { ino, mtimeMs, ctimeMs } = statSync(folder);
    const version = [ino, mtimeMs, ctimeMs].join(' ');
    if (before?.version === version) return before;
    const isSettled = settledAtMs(mtimeMs, ctimeMs) < nowMs;
    return { version: isSettled ? version : null, names: new Set(readdirSync(folder)) };
  } catch (error) {
    if (isMissingFile(error)) return { version: null, names: new Set() };
    throw error;
  }
}
