import type { EngineConnection, EngineRow } from '../engine/connection';
import { describeQuery } from '../engine/describe-query';
import { quoteName, quoteText } from '../engine/sql-text';
import { isSecretName, mask } from '../util/mask-secrets';

/** How many rows are shown at most. */
const sampleSize = 20;
/** A longer text is cut: the sample is kept with the history of every run. */
const longestText = 200;
const mostColumns = 30;
/** Of all rows together, as JSON. */
const mostCharacters = 16_384;

const shownAsTheyAre = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|BOOLEAN)$/;

/**
 * Some rows of a query, for people: at most 20, the first 30 columns, long values cut, bytes told by
 * their number, and columns named like a secret covered.
 */
export async function sampleRows(
  connection: EngineConnection,
  query: string,
): Promise<readonly EngineRow[]> {
  const columns = [...(await describeQuery(connection, `FROM (${query}\n)`))].slice(0, mostColumns);
  const shown = columns.map(([name, type]) => `${shownValue(name, type)} AS ${quoteName(name)}`);
  const rows = await connection.rows(
    `SELECT ${shown.join(', ')} FROM (${query}\n) LIMIT ${String(sampleSize)}`,
  );
  return withinSize(rows);
}

/** As many of the rows as fit, at least the first. */
export function withinSize(rows: readonly EngineRow[]): readonly EngineRow[] {
  let left = mostCharacters;
  const end = rows
    .slice(0, sampleSize)
    .findIndex((row) => (left -= JSON.stringify(row).length) < 0);
  return rows.slice(0, end === -1 ? sampleSize : Math.max(1, end));
}

function shownValue(name: string, type: string): string {
  const column = quoteName(name);
  if (isSecretName(name)) {
    return `CASE WHEN ${column} IS NOT NULL THEN ${quoteText(mask)} END`;
  }
  if (shownAsTheyAre.test(type)) return column;
  if (type === 'BLOB') return `octet_length(${column}) || ' bytes'`;
  const text = type === 'VARCHAR' ? column : `CAST(${column} AS VARCHAR)`;
  return `CASE WHEN length(${text}) > ${String(longestText)} THEN left(${text}, ${String(longestText)}) || '…' ELSE ${text} END`;
}
