import { DuckDBInstance } from '@duckdb/node-api';

/** Reads queries without running them. */
export interface QueryReader {
  /**
   * The query as DuckDB understands it, without where in the text its parts stood: equal for texts that
   * mean the same. Null for what is no query, or none that DuckDB can read.
   */
  treeOf(sql: string): Promise<string | null>;
  close(): void;
}

export async function openQueryReader(): Promise<QueryReader> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    threads: '1',
  });
  const connection = await instance.connect();
  return {
    treeOf: async (sql) => {
      const read = 'SELECT json_serialize_sql($1::VARCHAR)';
      const [[tree] = []] = (await connection.runAndReadAll(read, [sql])).getRowsJson();
      if (typeof tree !== 'string' || tree.startsWith('{"error":true')) return null;
      // As text, and not as JSON: its numbers may have more digits than JavaScript keeps. Inside of a
      // string the quotes have a backslash.
      return tree.replaceAll(/"query_location":\d+,?/g, '');
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
