import { quoteText } from '../../engine/sql-text';
import type { JsonObject, JsonValue } from '../../util/json';

/** The DuckDB table function that reads a file of a format. */
type Reader = (path: string, params: JsonObject) => string;

/** A new file format is a line here. */
export const readers: Readonly<Record<string, Reader>> = {
  csv: (path, params) =>
    call('read_csv', path, {
      delim: text(params['delimiter'] ?? params['delim']),
      header: flag(params['header']),
      skip: number(params['skip']),
    }),
  parquet: (path) => call('read_parquet', path, {}),
  json: (path, params) => call('read_json', path, { format: jsonFormat(params['format']) }),
  jsonl: (path, params) =>
    call('read_json', path, { format: jsonFormat(params['format'] ?? 'newline') }),
};

function call(reader: string, path: string, options: Record<string, string | null>): string {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === null ? [] : [`${name} = ${value}`],
  );
  return `${reader}(${[quoteText(path), ...given].join(', ')})`;
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? quoteText(value) : null;
}

function flag(value: JsonValue | undefined): string | null {
  return typeof value === 'boolean' ? String(value) : null;
}

function number(value: JsonValue | undefined): string | null {
  return typeof value === 'number' && Number.isInteger(value) ? String(value) : null;
}

/** The project's words for DuckDB's. */
function jsonFormat(value: JsonValue | undefined): string | null {
  if (value === 'newline') return quoteText('newline_delimited');
  return value === 'array' ? quoteText('array') : null;
}
