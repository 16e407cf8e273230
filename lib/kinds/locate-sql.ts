import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilePlace } from '../events/run-event';
import { lineAndColumn } from '../templates/text-edits';

/**
 * The place in a node's YAML file of a line and column of the SQL in one of its fields. Null when the
 * file or the field isn't there; for SQL that isn't a literal block, the place where the field begins.
 */
export async function locateSql(
  projectDir: string,
  file: string,
  field: readonly (string | number)[],
  at: { readonly line: number; readonly column: number },
): Promise<FilePlace | null> {
  const text = await readFile(join(projectDir, file), 'utf8').catch(() => null);
  if (text === null) return null;
  // Only a mistake has a place; without one, no YAML need be read to run what was parsed before.
  const { isScalar, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const scalar: unknown = document.getIn(field, true);
  if (!isScalar(scalar) || !scalar.range) return null;
  const start = lines.linePos(scalar.range[0]);
  if (scalar.type !== 'BLOCK_LITERAL') {
    return {
      file,
      line: start.line + at.line - 1,
      column: at.line === 1 ? start.col + at.column - 1 : at.column,
    };
  }
  // The text of a literal block starts on the line after its "|", moved to the right as a whole.
  const source = text.split('\n');
  const first = source.slice(start.line).find((line) => line.trim() !== '') ?? '';
  const indent = first.length - first.trimStart().length;
  return { file, line: start.line + at.line, column: indent + at.column };
}

/**
 * The place in a node's file of a character of the text in one of its fields, counted from 0 in the text
 * as YAML gives it. Null when the file or the field isn't there.
 */
export async function locateOffset(
  projectDir: string,
  file: string,
  field: readonly (string | number)[],
  offset: number,
): Promise<FilePlace | null> {
  const text = await readFile(join(projectDir, file), 'utf8').catch(() => null);
  if (text === null) return null;
  const { parseDocument } = await import('yaml');
  const value: unknown = parseDocument(text).getIn(field);
  const at = typeof value === 'string' ? lineAndColumn(value, offset) : { line: 1, column: 1 };
  return locateSql(projectDir, file, field, at);
}
