import type { ColumnSort } from '@/lib/data/ask';

/**
 * What a click on a header makes of the sorting: smallest first, largest first, not at all. `add` keeps
 * the other columns, which then sort what is equal.
 */
export function nextSort(
  sort: readonly ColumnSort[],
  column: string,
  add: boolean,
): readonly ColumnSort[] {
  const known = sort.find((one) => one.column === column);
  const others = sort.filter((one) => one.column !== column);
  if (known?.descending === true) return add ? others : [];
  const next = { column, descending: known !== undefined };
  if (!add) return [next];
  return known === undefined
    ? [...sort, next]
    : sort.map((one) => (one.column === column ? next : one));
}
