import type { DiffLine } from './line-diff';

/** A line of a comparison side by side; a side without a line is null. */
export interface LinePair {
  readonly before: { readonly number: number; readonly text: string } | null;
  readonly after: { readonly number: number; readonly text: string } | null;
  readonly changed: boolean;
}

/** Lines that went and lines that came beside each other, equal ones on both sides. */
export function pairLines(lines: readonly DiffLine[]): LinePair[] {
  const pairs: LinePair[] = [];
  let numbers = { before: 0, after: 0 };
  let gone: string[] = [];
  let come: string[] = [];
  const flush = (): void => {
    for (let index = 0; index < Math.max(gone.length, come.length); index += 1) {
      const [left, right] = [gone[index], come[index]];
      pairs.push({
        before: left === undefined ? null : { number: numbers.before + index + 1, text: left },
        after: right === undefined ? null : { number: numbers.after + index + 1, text: right },
        changed: true,
      });
    }
    numbers = { before: numbers.before + gone.length, after: numbers.after + come.length };
    gone = [];
    come = [];
  };
  for (const { side, text } of lines) {
    if (side === 'before') gone.push(text);
    else if (side === 'after') come.push(text);
    else {
      flush();
      numbers = { before: numbers.before + 1, after: numbers.after + 1 };
      pairs.push({
        before: { number: numbers.before, text },
        after: { number: numbers.after, text },
        changed: false,
      });
    }
  }
  flush();
  return pairs;
}
