import { highlightLines, type CodeLanguage } from '../ui/highlight-code';
import { lineDiff, type DiffLine } from './line-diff';
import { pairLines } from './pair-lines';
import { markPieces, wordDiff, type MarkedPiece } from './word-diff';

/** A line of one side of a comparison, in its tones. */
export interface DiffSide {
  /** From 1. */
  readonly number: number;
  readonly pieces: readonly MarkedPiece[];
}

/** A line before and now; a side without one is null. */
export interface DiffRow {
  readonly before: DiffSide | null;
  readonly after: DiffSide | null;
  readonly changed: boolean;
}

/** Two versions of a text line by line beside each other, with the words that differ; null is a text that is not there. */
export function codeDiff(
  before: string | null,
  after: string | null,
  language: CodeLanguage,
): DiffRow[] {
  const old = highlightLines(before ?? '', language);
  const now = highlightLines(after ?? '', language);
  return pairLines(lineDiff(before, after)).map(({ before: left, after: right, changed }) => {
    const marks =
      changed && left !== null && right !== null ? wordDiff(left.text, right.text) : noMarks;
    return {
      before: left && {
        number: left.number,
        pieces: markPieces(old[left.number - 1] ?? [], marks.before),
      },
      after: right && {
        number: right.number,
        pieces: markPieces(now[right.number - 1] ?? [], marks.after),
      },
      changed,
    };
  });
}

const noMarks = { before: [], after: [] };

/** The same below each other: of lines that changed, first all that went, then all that came. */
export function belowEachOther(
  rows: readonly DiffRow[],
): { readonly side: DiffLine['side']; readonly line: DiffSide }[] {
  const lines: { side: DiffLine['side']; line: DiffSide }[] = [];
  let come: DiffSide[] = [];
  const flush = (): void => {
    lines.push(...come.map((line) => ({ side: 'after', line }) as const));
    come = [];
  };
  for (const { before, after, changed } of rows) {
    if (!changed) flush();
    if (before !== null) lines.push({ side: changed ? 'before' : 'both', line: before });
    if (changed && after !== null) come.push(after);
  }
  flush();
  return lines;
}
