/** Whether a text may be meant to match more than itself. */
export function isGlob(text: string): boolean {
  return /[*?]/.test(text);
}

/** `*` stands for any run of characters, `?` for exactly one; upper and lower case differ. */
export function matchesGlob(pattern: string, text: string): boolean {
  return matchesSequence(
    Array.from(pattern),
    Array.from(text),
    (character) => character === '*',
    (wanted, character) => wanted === '?' || wanted === character,
  );
}

/**
 * Whether a path is what the pattern names or lies in a folder that it names. `*` and `?` stay within one
 * folder name, `**` goes over any number of them. Both use forward slashes.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const folders = pattern.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
  return matchesSequence(
    [...folders.split('/'), '**'],
    path.split('/'),
    (folder) => folder === '**',
    matchesGlob,
  );
}

/** Wildcard matching without backtracking into earlier stars: its cost is pattern times items at most. */
function matchesSequence<Item>(
  pattern: readonly Item[],
  items: readonly Item[],
  isStar: (wanted: Item) => boolean,
  matches: (wanted: Item, item: Item) => boolean,
): boolean {
  let wantedAt = 0;
  let itemAt = 0;
  let lastStar = -1;
  let takenByStar = 0;
  while (itemAt < items.length) {
    const wanted = pattern[wantedAt];
    const item = items[itemAt];
    if (wanted !== undefined && isStar(wanted)) {
      lastStar = wantedAt;
      takenByStar = itemAt;
      wantedAt += 1;
    } else if (wanted !== undefined && item !== undefined && matches(wanted, item)) {
      wantedAt += 1;
      itemAt += 1;
    } else if (lastStar === -1) {
      return false;
    } else {
      takenByStar += 1;
      itemAt = takenByStar;
      wantedAt = lastStar + 1;
    }
  }
  return pattern.slice(wantedAt).every(isStar);
}
