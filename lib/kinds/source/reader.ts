import type { JsonObject } from '../../util/json';
import type { Result } from '../../util/result';
import type { ExecutionContext, ExecutionFailure, KindNode } from '../kind';
import type { SourceConfig } from './schema';

/** What a reader of files is asked for. */
export interface ReadRequest {
  /** Absolute; a pattern where DuckDB takes one. */
  readonly path: string;
  /** The node's field "table": a path, or the name of a table in the file. */
  readonly table: string | null;
  /** Those of the node, over the defaults of the profile. */
  readonly params: JsonObject;
  readonly context: ExecutionContext;
}

/**
 * Gives the SQL that follows FROM, or says what is wrong with the data. It may leave tables in the node's
 * own catalog.
 */
export type Reader = (request: ReadRequest) => Promise<Result<string, string>>;

/** What a reader of servers is asked for. */
export interface ServerReadRequest {
  readonly node: KindNode<SourceConfig>;
  /** Those of the node, over the defaults of the profile. */
  readonly params: JsonObject;
  readonly context: ExecutionContext;
}

/** Rows that are ready to be read by DuckDB. */
export interface ReadRows {
  /** What follows FROM. */
  readonly relation: string;
  /** What the output says of itself, for the next time. */
  readonly keyValues?: Readonly<Record<string, string>>;
  readonly metadata?: JsonObject;
  /** Removes what is only needed while the rows are read. */
  readonly release?: () => Promise<void>;
}

/** Gets the rows of a source that is no file. */
export type ServerReader = (
  request: ServerReadRequest,
) => Promise<Result<ReadRows, ExecutionFailure>>;
