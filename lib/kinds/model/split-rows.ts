import { randomFrom } from './random-from';

/** Row numbers for training and for measuring. */
export interface Split {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * Takes `testShare` of the rows of each group, at least one and never all, for measuring. Groups are the
 * classes of a classification, or one for all rows; rows whose group is null are in neither. The same
 * groups and seed give the same split.
 */
export function splitRows(
  groups: readonly (number | null)[],
  testShare: number,
  seed: number,
): Split {
  const random = randomFrom(seed);
  const rowsOf = new Map<number, number[]>();
  for (const [row, group] of groups.entries()) {
    if (group === null) continue;
    const rows = rowsOf.get(group);
    if (rows === undefined) rowsOf.set(group, [row]);
    else rows.push(row);
  }
  const train: number[] = [];
  const test: number[] = [];
  for (const [, rows] of [...rowsOf].toSorted(([a], [b]) => a - b)) {
    shuffle(rows, random);
    const tested = Math.min(rows.length - 1, Math.max(1, Math.round(rows.length * testShare)));
    for (const [at, row] of rows.entries()) (at < tested ? test : train).push(row);
  }
  return { train: train.toSorted((a, b) => a - b), test: test.toSorted((a, b) => a - b) };
}

/** Fisher and Yates, in place. */
function shuffle(rows: number[], random: () => number): void {
  for (let last = rows.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const kept = rows[last];
    const moved = rows[other];
    if (kept === undefined || moved === undefined) return;
    rows[last] = moved;
    rows[other] = kept;
  }
}
