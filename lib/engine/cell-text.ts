import type { DuckDBValue } from '@duckdb/node-api';

/**
 * A value as text, exactly and as DuckDB writes it: no digit of a large number or of a decimal is lost,
 * blobs are escaped, nested values are readable. Null stays null, so that it is told from the text "NULL".
 */
export function cellText(value: DuckDBValue, type: string): string | null {
  if (value === null) return null;
  if (typeof value === 'number' && type === 'FLOAT') return shortestFloat(value);
  return String(value);
}

/** 32 bits hold about seven digits: 0.1 is not 0.10000000149011612. */
function shortestFloat(value: number): string {
  for (const digits of [6, 7, 8]) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}
