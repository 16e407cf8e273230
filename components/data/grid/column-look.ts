import type { SandboxColumn } from '@/lib/engine/sandbox';

/** A column of a grid, as wide as what is in it asks for. */
export interface GridColumn {
  readonly name: string;
  readonly type: string;
}

const numbers =
  /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|BIGNUM|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))$/;

/** Numbers stand below each other at their last digit. */
export function isNumberType(type: string): boolean {
  return numbers.test(type);
}

/** Nested values are shown whole in a layer, however short. */
export function isNestedType(type: string): boolean {
  return /^(STRUCT|MAP|UNION|JSON|VARIANT)|\]$/.test(type);
}

const shortNames: Readonly<Record<string, string>> = {
  'TIMESTAMP WITH TIME ZONE': 'TIMESTAMPTZ',
  'TIME WITH TIME ZONE': 'TIMETZ',
};

/** The type as a header has room for it: nested ones without their parts. */
export function shortType(type: string): string {
  const [word = type] = /^(STRUCT|MAP|UNION|ENUM)(?=\()/.exec(type) ?? [];
  if (word !== type) return type.endsWith(']') ? `${word}[]` : word;
  return shortNames[type] ?? type;
}

const letter = 7.4;

/** Pixels for a column by its name, its type and the first values; bounded, since it can be pulled wider. */
export function widthOf(
  { name, type }: SandboxColumn,
  values: Iterable<string | null | undefined>,
): number {
  // Sign of the sorting and the menu stand beside the name.
  let longest = Math.max(name.length + 5, shortType(type).length + 5, 4);
  for (const value of values) longest = Math.max(longest, value?.length ?? 4);
  return Math.round(Math.min(340, Math.max(84, longest * letter + 24)));
}
