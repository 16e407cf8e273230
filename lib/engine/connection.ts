import type { JsonValue } from '../util/json';

/** A worker's own connection to the run's DuckDB. Errors of DuckDB are thrown as EngineError. */
export interface EngineConnection {
  /** Runs statements for their effect. */
  run(sql: string): Promise<void>;
  /** Runs one query and gives its rows as objects with JSON values (BIGINT as number when it is safe, else text). */
  rows(sql: string): Promise<readonly Readonly<Record<string, JsonValue>>[]>;
  /** Ends the query that is running, if any; it rejects with an EngineError. */
  interrupt(): void;
  /** Progress of the running query, 0 to 100; null when DuckDB doesn't know. */
  progress(): number | null;
  close(): void;
}
