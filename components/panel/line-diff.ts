/** A line of two texts laid over each other. */
export interface DiffLine {
  readonly side: 'before' | 'after' | 'both';
  readonly text: string;
}

/** Above this many pairs of lines the middle is not compared: all of it counts as replaced. */
const mostPairs = 1_000_000;

/**
 * Two texts line by line, with as many lines in common as possible; null is a text that is not there. Equal lines at both
 * ends are set aside first, as an edit is small most of the time.
 */
export function lineDiff(before: string | null, after: string | null): DiffLine[] {
  const old = before === null ? [] : before.split('\n');
  const now = after === null ? [] : after.split('\n');
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  ) {
    end += 1;
  }
  return [
    ...old.slice(0, start).map((text) => ({ side: 'both', text }) as const),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map((text) => ({ side: 'both', text }) as const),
  ];
}

function middle(old: readonly string[], now: readonly string[]): DiffLine[] {
  const width = now.length + 1;
  if (old.length * now.length > mostPairs) {
    return [
      ...old.map((text) => ({ side: 'before', text }) as const),
      ...now.map((text) => ({ side: 'after', text }) as const),
    ];
  }
  // common[i * width + j]: how many lines old from i and now from j have in common.
  const common = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const [left, right] = [old[i], now[j]];
    if (left !== undefined && left === right) {
      lines.push({ side: 'both', text: left });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ side: 'before', text: left });
      i += 1;
    } else if (right !== undefined) {
      lines.push({ side: 'after', text: right });
      j += 1;
    }
  }
  return lines;
}
