/**
 * Values as a line of CSV (RFC 4180). Null is nothing at all and an empty text is "", so that readers which
 * know the difference keep it.
 */
export function csvLine(values: readonly (string | null)[]): string {
  return `${values.map(csvValue).join(',')}\r\n`;
}

function csvValue(value: string | null): string {
  if (value === null) return '';
  return value === '' || /[",\r\n]|^\s|\s$/.test(value)
    ? `"${value.replaceAll('"', '""')}"`
    : value;
}
