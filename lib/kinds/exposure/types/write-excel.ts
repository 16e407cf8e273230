import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CellObject } from '@e965/xlsx';
import { describeQuery } from '../../../engine/describe-query';
import { quoteName } from '../../../engine/sql-text';
import type { JsonObject, JsonValue } from '../../../util/json';
import { err, ok, type Result } from '../../../util/result';
import type { ExecutionContext, ExecutionFailure } from '../../kind';
import { invalid } from '../delivery';

/** A sheet has no more, and one of them holds the names. */
const mostRows = 1_048_575;

/** A cell has no more. */
const mostCharacters = 32_767;

/** Writes the rows of input_0 as one sheet; numbers, dates and truth values stay what they are. */
export async function writeExcel(
  node: { readonly id: string; readonly name: string },
  params: JsonObject,
  path: string,
  { connection }: Pick<ExecutionContext, 'connection'>,
): Promise<Result<{ rowCount: number; bytes: number }, ExecutionFailure>> {
  const [count] = await connection.rows('SELECT count(*) AS n FROM input_0');
  const rowCount = Number(count?.['n'] ?? 0);
  if (rowCount > mostRows) {
    return err(
      invalid(
        `${node.id} has ${rowCount.toLocaleString('en')} rows, and an Excel sheet takes ${mostRows.toLocaleString('en')}.`,
        'Write CSV or Parquet, or leave rows out.',
      ),
    );
  }
  const columns = [...(await describeQuery(connection, 'FROM input_0'))].map(
    ([name, type], at) => ({
      name,
      alias: `c${String(at)}`,
      ...writingOf(quoteName(name), type),
    }),
  );
  const rows = await connection.rows(
    `SELECT ${columns.map(({ value, alias }) => `${value} AS ${alias}`).join(', ')} FROM input_0`,
  );
  const { utils, write } = await import('@e965/xlsx');
  const header = columns.map(({ name }): CellObject => ({ t: 's', v: name }));
  const long = columns.find(({ alias }) =>
    rows.some((row) => typeof row[alias] === 'string' && row[alias].length > mostCharacters),
  );
  if (long !== undefined) {
    return err(
      invalid(
        `${node.id} has a text in ${long.name} that is longer than the ${mostCharacters.toLocaleString('en')} characters that an Excel cell takes.`,
        'Write CSV or Parquet, or leave the column out.',
      ),
    );
  }
  const cells = rows.map((row) => columns.map(({ alias, toCell }) => toCell(row[alias] ?? null)));
  const sheet = utils.aoa_to_sheet([header, ...cells], { dense: true });
  const book = utils.book_new();
  const sheetName = params['sheet_name'];
  const title = typeof sheetName === 'string' && sheetName !== '' ? sheetName : node.name;
  utils.book_append_sheet(book, sheet, title.replace(/[[\]*?:/\\]/g, ' ').slice(0, 31));
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    const content = write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
    await writeFile(unfinished, content);
    const { size: bytes } = await stat(unfinished);
    await rename(unfinished, path);
    return ok({ rowCount, bytes });
  } finally {
    await rm(unfinished, { force: true });
  }
}

interface Writing {
  /** The SQL of what goes into the cell. */
  readonly value: string;
  readonly toCell: (value: JsonValue) => CellObject | null;
}

const number =
  (format?: string) =>
  (value: JsonValue): CellObject | null =>
    typeof value === 'number' && Number.isFinite(value)
      ? { t: 'n', v: value, ...(format === undefined ? {} : { z: format }) }
      : text(value);

const text = (value: JsonValue): CellObject | null => {
  if (value === null) return null;
  const string = typeof value === 'string' ? value : JSON.stringify(value);
  return { t: 's', v: string };
};

/** Excel counts days from the last of 1899, so that its 1900 may have a 29 February. */
const dayNumber = (column: string): string => `epoch(${column}) / 86400.0 + 25569`;

function writingOf(column: string, type: string): Writing {
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type)) return { value: column, toCell: number() };
  if (/^(FLOAT|DOUBLE|DECIMAL.*)$/.test(type)) {
    return { value: `CAST(${column} AS DOUBLE)`, toCell: number() };
  }
  if (type === 'BOOLEAN') {
    const toCell = (value: JsonValue): CellObject | null =>
      typeof value === 'boolean' ? { t: 'b', v: value } : null;
    return { value: column, toCell };
  }
  if (type === 'DATE') return { value: dayNumber(column), toCell: number('yyyy-mm-dd') };
  if (type.startsWith('TIMESTAMP')) {
    return { value: dayNumber(column), toCell: number('yyyy-mm-dd hh:mm:ss') };
  }
  return { value: `CAST(${column} AS VARCHAR)`, toCell: text };
}
