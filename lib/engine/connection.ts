import type { JsonValue } from '../util/json';

export type EngineRow = Readonly<Record<string, JsonValue>>;

/** A value as it is added to a table. */
export type EngineValue = bigint | number | string | Uint8Array | null;

/**
 * One node's door to the run's DuckDB. What the node creates lives in a catalog of its own and is gone
 * when the connection is reset or closed. Errors of DuckDB are thrown as EngineError.
 */
export interface EngineConnection {
  /** Runs statements for their effect. */
  run(sql: string): Promise<void>;
  /** Parses and binds one statement without running it, so that mistakes are placed in the text as given. */
  check(sql: string): Promise<{ readonly isQuery: boolean }>;
  /**
   * Runs one query and gives its rows with JSON values. Whole numbers are numbers while they are exact,
   * else text; dates and timestamps are text.
   */
  rows(sql: string): Promise<readonly EngineRow[]>;
  /**
   * Adds rows to a table that the node has created, given column by column. The values must be of the
   * columns' types: bigint for BIGINT, number for DOUBLE, string for VARCHAR, bytes for BLOB.
   */
  append(table: string, columns: readonly (readonly EngineValue[])[]): Promise<void>;
  /** Ends the query that is running, if any; it rejects with an EngineError. */
  interrupt(): void;
  /** Progress of the running query, 0 to 100; null when DuckDB doesn't know. */
  progress(): number | null;
  /** The statement that runs now; null when none does. */
  statement(): string | null;
  /** Forgets everything that was created or set, for the next node. */
  reset(): Promise<void>;
  close(): Promise<void>;
}
