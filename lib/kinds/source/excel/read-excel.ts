import { readFile } from 'node:fs/promises';
import type { CellObject, Range, WorkBook, WorkSheet } from '@e965/xlsx';
import { quoteName } from '../../../engine/sql-text';
import { nearMatches } from '../../../util/near-matches';
import { err, ok, type Result } from '../../../util/result';
import type { ReadRequest } from '../reader';
import { ColumnGuess } from './column-guess';

/** The table in DuckDB that takes the rows. */
const target = 'excel_rows';

/** Rows added to the table at a time. */
const rowsAtOnce = 10_240;

/**
 * Copies one sheet of an Excel file into DuckDB: `params.sheet_name` (else the first), `header` (else the
 * first row holds the names), `range` as in B2:F100. The type of a column is that of all its values.
 */
export async function readExcel(request: ReadRequest): Promise<Result<string, string>> {
  const { path, params, context } = request;
  const { utils } = await import('@e965/xlsx');
  const decode = (range: string) => utils.decode_range(range);
  const wanted = params['sheet_name'] ?? params['sheet'];
  const sheetName = typeof wanted === 'string' || typeof wanted === 'number' ? wanted : 0;
  const book = await openBook(path, sheetName);
  if (!book.ok) return book;
  const { Sheets: sheets, SheetNames: names, Workbook: about } = book.value;
  const name = typeof sheetName === 'number' ? names[sheetName] : sheetName;
  const sheet = name === undefined ? undefined : sheets[name];
  if (sheet === undefined) return err(noSheet(String(sheetName), names));
  const found = cellRows(sheet, decode, params['range']);
  if (!found.ok) return found;
  const isDate1904 = about?.WBProps?.date1904 === true;
  const { rows, width } = found.value;
  const header = params['header'] === false ? null : (rows.shift() ?? []);
  const columns = new Columns(header, width, isDate1904);
  const kept = rows.filter((row) => row.some((cell) => cell?.v !== undefined));
  for (const row of kept) columns.look(row);
  await context.connection.run(
    `CREATE TABLE ${target} (${columns.stored.map((column) => `${quoteName(column.name)} ${column.type}`).join(', ')})`,
  );
  for (let start = 0; start < kept.length; start += rowsAtOnce) {
    const some = kept.slice(start, start + rowsAtOnce);
    await context.connection.append(target, columns.values(some));
    context.progress({ percent: null, rows: start + some.length });
  }
  return ok(`(SELECT ${columns.selected.join(', ')} FROM ${target})`);
}

/** Only the sheet that is asked for is read, and nothing of how it looks. */
async function openBook(path: string, sheet: string | number): Promise<Result<WorkBook, string>> {
  const bytes = await readFile(path);
  // The parser takes any text for a sheet of one column.
  const isBook = bookStarts.some((start) => bytes.subarray(0, start.length).equals(start));
  if (!isBook) return err('it is no Excel file');
  const { read } = await import('@e965/xlsx');
  try {
    return ok(
      read(bytes, {
        dense: true,
        sheets: sheet,
        cellFormula: false,
        cellHTML: false,
        cellText: false,
        cellNF: true,
      }),
    );
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

/** Of a zip, as .xlsx is, and of the older .xls. */
const bookStarts = [Buffer.from('PK'), Buffer.from([0xd0, 0xcf, 0x11, 0xe0])];

type Cell = CellObject | undefined;

/** The names and types of a sheet's columns, found out row by row. */
class Columns {
  readonly #names: readonly string[];
  readonly #guesses: readonly ColumnGuess[];

  constructor(header: readonly Cell[] | null, width: number, isDate1904: boolean) {
    const taken = new Set<string>();
    this.#names = Array.from({ length: width }, (_, index) => {
      const cell = header?.[index];
      const text = cell?.v === undefined ? '' : String(cell.v).trim();
      const name = text === '' ? `column${String(index)}` : text;
      let unique = name;
      for (let more = 1; taken.has(unique.toLowerCase()); more += 1) {
        unique = `${name}_${String(more)}`;
      }
      taken.add(unique.toLowerCase());
      return unique;
    });
    this.#guesses = this.#names.map(() => new ColumnGuess(isDate1904));
  }

  look(row: readonly Cell[]): void {
    this.#guesses.forEach((guess, index) => guess.look(row[index]));
  }

  get stored(): readonly { readonly name: string; readonly type: string }[] {
    return this.#guesses.map((guess, index) => ({
      name: this.#names[index] ?? '',
      type: guess.stored,
    }));
  }

  get selected(): readonly string[] {
    return this.#guesses.map((guess, index) => {
      const name = quoteName(this.#names[index] ?? '');
      return guess.type === guess.stored ? name : `CAST(${name} AS ${guess.type}) AS ${name}`;
    });
  }

  values(rows: readonly (readonly Cell[])[]): ReturnType<ColumnGuess['value']>[][] {
    return this.#guesses.map((guess, index) => rows.map((row) => guess.value(row[index])));
  }
}

function cellRows(
  sheet: WorkSheet,
  decode: (range: string) => Range,
  wanted: unknown,
): Result<{ rows: Cell[][]; width: number }, string> {
  const range = typeof wanted === 'string' && wanted !== '' ? wanted : sheet['!ref'];
  const data: readonly (readonly Cell[] | undefined)[] = sheet['!data'] ?? [];
  if (range === undefined) return err('the sheet is empty');
  if (!/^\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?$/i.test(range)) {
    return err(`params.range is ${range}; write it as in A1:F100`);
  }
  const { s: from, e: to } = decode(range.replaceAll('$', '').toUpperCase());
  const width = to.c - from.c + 1;
  // What the sheet claims may be far more than what is in it.
  const height = Math.min(to.r, data.length - 1) - from.r + 1;
  const rows = Array.from({ length: Math.max(0, height) }, (_, down) => {
    const row = data[from.r + down] ?? [];
    return Array.from({ length: width }, (_unused, right) => row[from.c + right]);
  });
  return ok({ rows, width });
}

function noSheet(name: string, names: readonly string[]): string {
  const near = nearMatches(name, names);
  const meant =
    near.length > 0 ? `; did you mean ${near.join(', ')}?` : `; it has ${names.join(', ')}`;
  return `it has no sheet ${name}${meant}`;
}
