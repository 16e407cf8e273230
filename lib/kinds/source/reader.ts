import type { JsonObject } from '../../util/json';
import type { Result } from '../../util/result';
import type { ExecutionContext } from '../kind';

/** What a reader is asked for. */
export interface ReadRequest {
  /** Absolute; a pattern where DuckDB takes one. */
  readonly path: string;
  /** The node's field "table": a path, or the name of a table in the file. */
  readonly table: string | null;
  readonly params: JsonObject;
  readonly context: ExecutionContext;
}

/**
 * Gives the SQL that follows FROM, or says what is wrong with the data. It may leave tables in the node's
 * own catalog.
 */
export type Reader = (request: ReadRequest) => Promise<Result<string, string>>;
