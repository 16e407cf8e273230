/** Kinds of values that a dtype may ask for, and the DuckDB types that satisfy it. */
const families: readonly { readonly words: RegExp; readonly types: RegExp }[] = [
  {
    words: /^(u?int(eger)?\d*|bigint|smallint|tinyint|long|short|hugeint|ubigint|uinteger)$/i,
    types: /^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/,
  },
  {
    // A whole number is a number, and sums of them are what many features are.
    words: /^(float\d*|double|real|numeric|number|decimal(\(.*\))?)$/i,
    types: /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\(.*\))$/,
  },
  {
    words: /^(str(ing)?|text|varchar|char|object|category)$/i,
    types: /^(VARCHAR|UUID|ENUM\(.*\))$/,
  },
  { words: /^bool(ean)?$/i, types: /^BOOLEAN$/ },
  { words: /^date$/i, types: /^DATE$/ },
  {
    words: /^(timestamp(tz)?|datetime(64)?(\[ns\])?)$/i,
    types: /^(DATE|TIMESTAMP(_S|_MS|_NS)?|TIMESTAMP WITH TIME ZONE)$/,
  },
  { words: /^(array|list)$/i, types: /(\[\d*\])$/ },
];

/** Whether a column of a DuckDB type is what a dtype asks for; words that nobody knows ask for nothing. */
export function isOfDtype(type: string, dtype: string): boolean {
  const family = families.find(({ words }) => words.test(dtype.trim()));
  return family === undefined || family.types.test(type);
}
