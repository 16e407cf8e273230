import { quoteText } from '../../engine/sql-text';
import type { JsonObject, JsonValue } from '../../util/json';
import { ok } from '../../util/result';
import { hiveFormat } from './file-of-source';
import type { Reader, ServerReader } from './reader';

/** Formats of files: a new one is a line here, and one in file-of-source.ts. */
export const readers: Readonly<Record<string, Reader>> = {
  csv: byFunction('read_csv', (params) => ({
    delim: text(params['delimiter'] ?? params['delim']),
    header: flag(params['header']),
    skip: number(params['skip']),
  })),
  parquet: byFunction('read_parquet', () => ({})),
  json: byFunction('read_json', (params) => ({ format: jsonFormat(params['format']) })),
  jsonl: byFunction('read_json', (params) => ({
    format: jsonFormat(params['format'] ?? 'newline'),
  })),
  sqlite: async (request) => (await import('./read-sqlite')).readSqlite(request),
  excel: async (request) => (await import('./excel/read-excel')).readExcel(request),
};

/** Servers, by the main names of their types. */
export const serverReaders: Readonly<Record<string, ServerReader>> = {
  postgresql: async (request) => (await import('./postgres/read-postgres')).readPostgres(request),
};

/** The format of the files that a source reads; null for one that reads no files. */
export function fileFormatOf(type: string, table: string | null): string | null {
  if (type === 'hive') return hiveFormat(table);
  return readers[type] === undefined ? null : type;
}

/** A table function of DuckDB. It finds out by itself about .gz and .zst, and folders like year=2026. */
function byFunction(
  name: string,
  optionsOf: (params: JsonObject) => Record<string, string | null>,
): Reader {
  return ({ path, params }) => {
    const options = Object.entries(optionsOf(params)).flatMap(([option, value]) =>
      value === null ? [] : [`${option} = ${value}`],
    );
    return Promise.resolve(ok(`${name}(${[quoteText(path), ...options].join(', ')})`));
  };
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
