import type { EngineConnection } from '../../engine/connection';
import { describeQuery } from '../../engine/describe-query';
import { EngineError } from '../../engine/engine-error';
import { quoteName } from '../../engine/sql-text';
import { isJsonArray, isJsonObject, type JsonValue } from '../../util/json';

/** A column of which the data doesn't hold what the node declares. */
export interface ColumnMismatch {
  readonly column: string;
  /** As in "email is declared, but the data has only id, name". */
  readonly message: string;
}

/**
 * Compares a node's field `columns` with the rows that a relation gives. A text beside a name is a type
 * when DuckDB knows it, else a description; then only the presence of the column counts.
 */
export async function checkColumns(
  connection: EngineConnection,
  relation: string,
  declared: JsonValue,
): Promise<readonly ColumnMismatch[]> {
  const found = new Map<string, { readonly name: string; readonly type: string }>();
  for (const [name, type] of await describeQuery(connection, `FROM ${relation}`)) {
    // DuckDB's names don't differ by case alone.
    found.set(name.toLowerCase(), { name, type });
  }
  const mismatches: ColumnMismatch[] = [];
  for (const { column, text } of declaredColumns(declared)) {
    const actual = found.get(column.toLowerCase());
    if (actual === undefined) {
      const names = [...found.values()].map(({ name }) => name);
      mismatches.push({
        column,
        message: `${column} is declared, but the data has only ${names.join(', ')}`,
      });
      continue;
    }
    const type = text === null ? null : await typeNamed(connection, text);
    if (type === null || fits(type, actual.type)) continue;
    if (await isEmpty(connection, relation, actual.name)) continue;
    mismatches.push({ column, message: `${column} is declared as ${type}, but is ${actual.type}` });
  }
  return mismatches;
}

/** Both spellings: a mapping of names, or a list of names or mappings. */
function declaredColumns(declared: JsonValue): { column: string; text: string | null }[] {
  if (isJsonArray(declared)) {
    return declared.flatMap((entry) => {
      if (typeof entry === 'string') return [{ column: entry, text: null }];
      const name = isJsonObject(entry) ? entry['name'] : undefined;
      return typeof name === 'string' ? [{ column: name, text: textOf(entry) }] : [];
    });
  }
  if (!isJsonObject(declared)) return [];
  return Object.entries(declared).map(([column, value]) => ({ column, text: textOf(value) }));
}

function textOf(value: JsonValue): string | null {
  if (typeof value === 'string') return value;
  if (!isJsonObject(value)) return null;
  const type = value['type'] ?? value['dtype'] ?? value['data_type'];
  return typeof type === 'string' ? type : null;
}

/** What a type may look like: words, sizes, "[]". Anything else would be SQL of its own. */
const typeShape = /^[a-z_][a-z0-9_]*(?: [a-z]+)*(?: ?\(\d+(?:, ?\d+)?\))?(?:\[\])*$/i;

/** DuckDB's own name of a type, as BIGINT for "int8"; null when it knows no such type. */
async function typeNamed(connection: EngineConnection, text: string): Promise<string | null> {
  if (!typeShape.test(text)) return null;
  try {
    const columns = await describeQuery(connection, `SELECT CAST(NULL AS ${text}) AS value`);
    return columns.get('value') ?? null;
  } catch (error) {
    if (error instanceof EngineError && !error.interrupted) return null;
    throw error;
  }
}

const wholeNumber = /^U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/;
const fraction = /^(?:FLOAT|DOUBLE|DECIMAL\(.*\))$/;
const timestamp = /^TIMESTAMP(?:_S|_MS|_NS)?$/;

/** Whether it is the same sort of value: files say nothing about the size of a number. */
function fits(declared: string, actual: string): boolean {
  if (declared === actual) return true;
  if (wholeNumber.test(declared)) return wholeNumber.test(actual);
  if (fraction.test(declared)) return fraction.test(actual) || wholeNumber.test(actual);
  if (timestamp.test(declared)) return timestamp.test(actual);
  return declared === 'VARCHAR' && (actual === 'JSON' || actual.startsWith('ENUM'));
}

/** Without values the type is only a guess of the reader. */
async function isEmpty(
  connection: EngineConnection,
  relation: string,
  column: string,
): Promise<boolean> {
  const rows = await connection.rows(
    `SELECT 1 AS one FROM ${relation} WHERE ${quoteName(column)} IS NOT NULL LIMIT 1`,
  );
  return rows.length === 0;
}
