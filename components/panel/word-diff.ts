import { diffWordsWithSpace } from 'diff';
import type { CodePiece } from '../ui/highlight-code';

/** A stretch of a line, and whether it is what makes the line differ from the one beside it. */
export interface MarkedPiece extends CodePiece {
  readonly changed: boolean;
}

/** Stretches of a line: where each begins and ends, in characters. */
export type Spans = readonly (readonly [from: number, to: number])[];

/** Lines that share less than this were not edited but replaced: marking nearly every word would tell nothing. */
const leastShared = 0.4;

/** Comparing lines of thousands of words to their end would hold up the page. */
const mostEdits = 200;

/** Which words of two lines that stand beside each other differ; none where nearly all do. */
export function wordDiff(before: string, after: string): { before: Spans; after: Spans } {
  const gone: [number, number][] = [];
  const come: [number, number][] = [];
  let left = 0;
  let right = 0;
  let shared = 0;
  const parts = diffWordsWithSpace(before, after, { maxEditLength: mostEdits }) ?? [];
  for (const { value, added, removed } of parts) {
    if (removed) gone.push([left, left + value.length]);
    if (added) come.push([right, right + value.length]);
    if (!added && !removed) shared += value.length;
    if (!added) left += value.length;
    if (!removed) right += value.length;
  }
  const isEdit = shared >= leastShared * Math.max(before.length, after.length);
  return isEdit ? { before: gone, after: come } : { before: [], after: [] };
}

/** Pieces of a line, cut where a stretch begins or ends. */
export function markPieces(pieces: readonly CodePiece[], spans: Spans): MarkedPiece[] {
  const cuts = spans.flat();
  let at = 0;
  return pieces.flatMap(({ tone, text }) => {
    const end = at + text.length;
    const edges = [at, ...cuts.filter((cut) => cut > at && cut < end), end];
    at = end;
    return edges.slice(1).map((edge, index) => {
      const from = edges[index] ?? edge;
      return {
        tone,
        text: text.slice(from - end + text.length, edge - end + text.length),
        changed: spans.some(([start, stop]) => start <= from && edge <= stop),
      };
    });
  });
}
