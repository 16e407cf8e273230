import type { EngineConnection } from './connection';

/** The columns that a query gives: name to DuckDB type, in order. */
export async function describeQuery(
  connection: EngineConnection,
  query: string,
): Promise<ReadonlyMap<string, string>> {
  const columns = new Map<string, string>();
  for (const row of await connection.rows(`DESCRIBE ${query}`)) {
    const { column_name: name, column_type: type } = row;
    if (typeof name !== 'string' || typeof type !== 'string') {
      throw new Error('DESCRIBE gave a column without name and type');
    }
    columns.set(name, type);
  }
  return columns;
}
