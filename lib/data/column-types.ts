/** Whether values of a DuckDB type are numbers. */
export function isNumber(type: string): boolean {
  return /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|BIGNUM|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))$/.test(
    type,
  );
}

/** Whether they are days or moments. */
export function isMoment(type: string): boolean {
  return /^(DATE|TIMESTAMP(_S|_MS|_NS)?|TIMESTAMP WITH TIME ZONE)$/.test(type);
}

/** Whether a smallest and a largest one tell something. */
export function hasOrder(type: string): boolean {
  return (
    isNumber(type) || isMoment(type) || /^(VARCHAR|BOOLEAN|TIME|INTERVAL|UUID|ENUM)/.test(type)
  );
}
