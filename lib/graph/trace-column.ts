import type { ColumnRef, NamedColumn } from './column-origin';

/** By node the columns of its output, each with what it is made from. */
export type ColumnLineage = Readonly<Record<string, readonly NamedColumn[]>>;

/** A column on the way to or from another one. */
export interface TraceStep extends ColumnRef {
  /** How far it is from the column that is traced; 1 for what it is made from directly. */
  readonly depth: number;
  /** How the column nearer to the end of the pipeline is made from the other. */
  readonly how: NamedColumn['how'];
  /** Why there may be more beyond; null when all is known. */
  readonly unknown: string | null;
}

export interface ColumnTrace {
  readonly column: NamedColumn | null;
  /** Each column once, right below the one that it goes into. */
  readonly upstream: readonly TraceStep[];
  /** Each column once, right below the one that it is made from. */
  readonly downstream: readonly TraceStep[];
}

/** Where a column comes from and where it goes, across nodes. */
export function traceColumn(lineage: ColumnLineage, start: ColumnRef): ColumnTrace {
  const columns = new Map<string, NamedColumn>();
  const readers = new Map<
    string,
    { readonly ref: ColumnRef; readonly how: NamedColumn['how'] }[]
  >();
  for (const [node, list] of Object.entries(lineage)) {
    for (const column of list) {
      const ref = { node, column: column.name };
      columns.set(keyOf(ref), column);
      for (const from of column.from) {
        const key = keyOf(from);
        const known = readers.get(key);
        if (known === undefined) readers.set(key, [{ ref, how: column.how }]);
        else known.push({ ref, how: column.how });
      }
    }
  }
  const madeFrom = (ref: ColumnRef): Next[] => {
    const column = columns.get(keyOf(ref));
    return (column?.from ?? []).map((from) => ({ ref: from, how: column?.how ?? 'computed' }));
  };
  const goesInto = (ref: ColumnRef): Next[] => readers.get(keyOf(ref)) ?? [];
  const stepsBy = (next: (ref: ColumnRef) => Next[]): TraceStep[] =>
    walk(start, next).map((step) => ({
      ...step,
      unknown: columns.get(keyOf(step))?.unknown ?? null,
    }));
  return {
    column: columns.get(keyOf(start)) ?? null,
    upstream: stepsBy(madeFrom),
    downstream: stepsBy(goesInto),
  };
}

interface Next {
  readonly ref: ColumnRef;
  readonly how: NamedColumn['how'];
}

function walk(
  start: ColumnRef,
  next: (ref: ColumnRef) => readonly Next[],
): Omit<TraceStep, 'unknown'>[] {
  const steps: Omit<TraceStep, 'unknown'>[] = [];
  const seen = new Set([keyOf(start)]);
  const waiting = next(start)
    .toReversed()
    .map((one) => ({ ...one, depth: 1 }));
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const { ref, how, depth } = at;
    const key = keyOf(ref);
    if (seen.has(key)) continue;
    seen.add(key);
    steps.push({ ...ref, how, depth });
    for (const one of next(ref).toReversed()) waiting.push({ ...one, depth: depth + 1 });
  }
  return steps;
}

/** SQL doesn't tell columns apart by the case of their letters. */
function keyOf({ node, column }: ColumnRef): string {
  return JSON.stringify([node, column.toLowerCase()]);
}
