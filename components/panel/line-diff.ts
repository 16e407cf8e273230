import { diffArrays } from 'diff';

/** A line of two texts laid over each other. */
export interface DiffLine {
  readonly side: 'before' | 'after' | 'both';
  readonly text: string;
}

/** With more lines than this that differ, all of them count as replaced. */
const mostEdits = 1000;

/** Two texts line by line, with as many lines in common as possible; null is a text that is not there. */
export function lineDiff(before: string | null, after: string | null): DiffLine[] {
  const old = before?.split('\n') ?? [];
  const now = after?.split('\n') ?? [];
  const parts = diffArrays(old, now, { maxEditLength: mostEdits }) ?? [
    { value: old, removed: true, added: false },
    { value: now, removed: false, added: true },
  ];
  return parts.flatMap(({ value, added, removed }) => {
    const side = removed ? 'before' : added ? 'after' : 'both';
    return value.map((text) => ({ side, text }) as const);
  });
}
