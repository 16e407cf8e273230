import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Rows as CSV with a header; null is an empty field. Values of the examples need no quotes.
 *
 * @param {readonly Record<string, string | number | null>[]} rows at least one
 * @param {string} [delimiter]
 */
export function csv(rows, delimiter = ',') {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(delimiter));
  return `${[columns.join(delimiter), ...lines].join('\n')}\n`;
}

/** One JSON object a line. @param {readonly object[]} rows */
export function jsonLines(rows) {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/**
 * @param {string} projectDir
 * @param {Readonly<Record<string, string | Uint8Array>>} files by their path below data/
 */
export function writeData(projectDir, files) {
  for (const [name, content] of Object.entries(files)) {
    const path = join(projectDir, 'data', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** Unix seconds as "2026-01-31 12:00:00" in UTC. @param {number} seconds */
export function timestamp(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Unix seconds as "2026-01-31" in UTC. @param {number} seconds */
export function day(seconds) {
  return timestamp(seconds).slice(0, 10);
}

/** For sorting, the same in every locale. @param {string} a @param {string} b */
export function compareText(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
