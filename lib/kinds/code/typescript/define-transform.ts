import type { EngineRow } from '../../../engine/connection';
import type { JsonObject, JsonValue } from '../../../util/json';
import type { LogLevel } from '../../../events/run-event';

/** What the function of a TypeScript node is given. */
export interface TransformContext {
  /** The project's folder, absolute. */
  readonly projectDir: string;
  /** The node's params, with values in the place of `{{ }}`. */
  readonly params: JsonObject;
  /** Aborted when the run is cancelled or the node's time is up: end then. */
  readonly signal: AbortSignal;
  /** The name of an input in SQL, as in `ctx.sql(`FROM ${ctx.ref('source.users')}`)`. Names an input by being there. */
  readonly ref: (id: string) => string;
  /** Runs SQL on DuckDB and gives its rows. Inputs are tables: `kind.name`, `input_0` ..., `source` for the first. */
  readonly sql: (query: string) => Promise<readonly EngineRow[]>;
  /** All rows of an input. */
  readonly rows: (id: string) => Promise<readonly EngineRow[]>;
  readonly log: (level: LogLevel, message: string) => void;
  /** `percent` 0 to 100, `rows` so far; null where unknown. */
  readonly progress: (progress: {
    readonly percent: number | null;
    readonly rows: number | null;
  }) => void;
}

/** A row as a function makes it; dates become timestamps. */
export type MadeRow = Readonly<Record<string, JsonValue | Date | bigint | undefined>>;

/** A node in TypeScript. What it says of itself must be spelled out: it is read without running the file. */
export interface TransformDefinition {
  /** With the kind it makes the id, transform.<name>. */
  readonly name: string;
  readonly description?: string;
  readonly owner?: string;
  readonly tags?: readonly string[];
  /** Ids of the nodes that it reads, besides those of ctx.ref('...') and ctx.rows('...'). */
  readonly inputs?: readonly string[];
  readonly params?: JsonObject;
  /** Column name to description or type. */
  readonly columns?: Readonly<Record<string, string>>;
  readonly audits?: readonly JsonObject[];
  /** Seconds after which it is given up. */
  readonly timeout?: number;
  /** Returns the rows, or SQL whose rows they are. What it throws makes the node fail. */
  readonly run: (
    ctx: TransformContext,
  ) => string | readonly MadeRow[] | Promise<string | readonly MadeRow[]>;
}

/** Defines a node in a file under seeknal/. The file exports it, by any name. */
export function defineTransform(definition: TransformDefinition): TransformDefinition {
  return definition;
}
