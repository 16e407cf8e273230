/** A column of a node's output. */
export interface ColumnRef {
  readonly node: string;
  readonly column: string;
}

/** What one column is made from. */
export interface ColumnOrigin {
  readonly from: readonly ColumnRef[];
  /** Taken as it is, or computed from others; a count or a constant is computed from none. */
  readonly how: 'same' | 'computed';
  /** Why there may be more that `from` doesn't name; null when it names all. */
  readonly unknown: string | null;
}

export interface NamedColumn extends ColumnOrigin {
  readonly name: string;
}

export const fromNothing: ColumnOrigin = { from: [], how: 'computed', unknown: null };

export function notKnown(why: string): ColumnOrigin {
  return { from: [], how: 'computed', unknown: why };
}

/** Whatever goes into any of them goes into what is computed from all. */
export function mergeOrigins(
  origins: readonly ColumnOrigin[],
  how: ColumnOrigin['how'] = 'computed',
): ColumnOrigin {
  const from = new Map<string, ColumnRef>();
  for (const origin of origins) {
    for (const ref of origin.from) from.set(JSON.stringify([ref.node, ref.column]), ref);
  }
  const unknown = origins.find((origin) => origin.unknown !== null)?.unknown ?? null;
  return { from: [...from.values()], how, unknown };
}
