/** Row numbers for training and for measuring. */
export interface Split {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * Takes `testShare` of the rows of each class, at least one and never all, for measuring. The same
 * labels and seed give the same split.
 */
export function splitRows(
  labels: readonly (number | null)[],
  testShare: number,
  seed: number,
): Split {
  const random = randomFrom(seed);
  const train: number[] = [];
  const test: number[] = [];
  for (const wanted of [0, 1]) {
    const rows = labels.flatMap((label, row) => (label === wanted ? [row] : []));
    shuffle(rows, random);
    const tested = Math.min(rows.length - 1, Math.max(1, Math.round(rows.length * testShare)));
    test.push(...rows.slice(0, tested));
    train.push(...rows.slice(tested));
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

/** Mulberry32: small, seeded, good enough to shuffle. Numbers in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
