import type { ColumnFilter, OutputView } from '@/lib/data/ask';

/** A view of an output as a query that a person can go on with. */
export function sqlOfView(
  output: string,
  {
    filters,
    sort,
    columns,
  }: Pick<OutputView, 'filters' | 'sort'> & { readonly columns: readonly string[] | null },
): string {
  const lines = [
    `SELECT ${columns === null ? '*' : columns.map(name).join(', ')}`,
    // The name of a node may hold further dots.
    `FROM ${output
      .split(/\.(.*)/s, 2)
      .map(name)
      .join('.')}`,
  ];
  // A filter on any column has no short form in SQL; the text goes along as a note.
  const conditions = filters.map((filter) =>
    filter.column === null
      ? `true /* any column contains ${filter.value.replaceAll('*/', '')} */`
      : condition(filter.column, filter),
  );
  if (conditions.length > 0) lines.push(`WHERE ${conditions.join('\n  AND ')}`);
  if (sort.length > 0) {
    const keys = sort.map(
      ({ column, descending }) => `${name(column)}${descending ? ' DESC' : ''}`,
    );
    lines.push(`ORDER BY ${keys.join(', ')}`);
  }
  return [...lines, 'LIMIT 1000'].join('\n');
}

const signs = { eq: '=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

function condition(column: string, { operator, value }: ColumnFilter): string {
  switch (operator) {
    case 'contains':
      return `contains(lower(${name(column)}::VARCHAR), ${text(value.toLowerCase())})`;
    case 'is_null':
      return `${name(column)} IS NULL`;
    case 'not_null':
      return `${name(column)} IS NOT NULL`;
    case 'ne':
      return `${name(column)} IS DISTINCT FROM ${text(value)}`;
    case 'eq':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return `${name(column)} ${signs[operator]} ${text(value)}`;
  }
}

/** Plain names stay plain: that is how people write them. */
function name(word: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(word) && !reserved.has(word)
    ? word
    : `"${word.replaceAll('"', '""')}"`;
}

const reserved = new Set(
  'all and as asc case check column create default desc distinct else end from group having in into join limit not null offset on or order primary references select table then to union unique using when where with'.split(
    ' ',
  ),
);

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
