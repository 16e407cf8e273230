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

/** Long enough for all that one command or page asks, and for the next edit of somebody who is at it. */
const lingerMs = 10_000;

let shared: { readonly reader: Promise<QueryReader>; users: number } | null = null;
let closing: NodeJS.Timeout | undefined;

/**
 * The process's reader: opening one takes longer than all that it is asked. Its `close` gives it back;
 * when nobody has it any more it stays open for a while.
 */
export async function borrowQueryReader(): Promise<QueryReader> {
  clearTimeout(closing);
  const mine = (shared ??= { reader: openQueryReader(), users: 0 });
  mine.users += 1;
  try {
    const reader = await mine.reader;
    return { treeOf: (sql) => reader.treeOf(sql), close: () => giveBack(mine) };
  } catch (error) {
    if (shared === mine) shared = null;
    throw error;
  }
}

function giveBack(mine: NonNullable<typeof shared>): void {
  mine.users -= 1;
  if (mine.users > 0) return;
  closing = setTimeout(() => {
    if (shared === mine) shared = null;
    void mine.reader.then((reader) => reader.close());
  }, lingerMs).unref();
}

async function openQueryReader(): Promise<QueryReader> {
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
