import type { ZodType } from 'zod';
import type { NodeError, LogLevel } from '../events/run-event';
import type { Outside } from '../connections/outside';
import type { EngineConnection } from '../engine/connection';
import type { NodeId } from '../graph/node-id';
import type { EditedText } from '../templates/text-edits';
import type { JsonObject } from '../util/json';
import type { Result } from '../util/result';

/** A node as its executor sees it: the YAML document, checked by the kind's schema. */
export interface KindNode<Config> {
  readonly id: NodeId;
  readonly name: string;
  readonly kind: string;
  readonly config: Config;
  /** The defining file relative to the project; null when the manifest doesn't say. */
  readonly filePath: string | null;
  /** By the path of a text in `config`, joined with dots: as it was before its `{{ }}` got values. */
  readonly written?: ReadonlyMap<string, WrittenText>;
}

/** A text as somebody wrote it, and what was replaced in it. */
export type WrittenText = EditedText;

/** One direct upstream node, in the order in which the node names its inputs. */
export interface NodeInput {
  readonly id: NodeId;
  /** Absolute path of its Parquet output. */
  readonly path: string;
}

/** How far an execution is. */
export interface ExecutionProgress {
  /** 0 to 100; null where unknown. */
  readonly percent: number | null;
  readonly rows: number | null;
  /** Said where the engine has begun another statement. */
  readonly statement?: string;
}

/** Everything from outside that an executor may touch. */
export interface ExecutionContext {
  /** Absolute. Relative paths of a node start here. */
  readonly projectDir: string;
  readonly projectName: string;
  /** A connection of the run's one DuckDB instance; no other node uses it meanwhile. */
  readonly connection: EngineConnection;
  readonly inputs: readonly NodeInput[];
  /** Absolute path where a data-bearing kind leaves its Parquet, by write-then-rename. */
  readonly outputPath: string;
  /** Connections, source defaults and variables. */
  readonly outside: Outside;
  /** Whether all is wanted anew: nothing is kept of what was read before. */
  readonly full: boolean;
  /** Whether outputs go to their further targets: as the nodes say, never, or also those that are not enabled. */
  readonly materialize: 'as_configured' | 'never' | 'always';
  /** Ends the work: the query that is running is interrupted. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly log: (level: LogLevel, message: string) => void;
  readonly progress: (progress: ExecutionProgress) => void;
}

/** What a node that succeeded hands to the world. */
export interface ExecutionOutput {
  readonly rowCount: number;
  /** Absolute path of the main output file; null for a kind without one. */
  readonly outputPath: string | null;
  /** Facts for people: statements executed, metrics, violations ... Never secrets. */
  readonly metadata: JsonObject;
}

/** A failure may carry what was found out before it, such as the violations of a rule. */
export interface ExecutionFailure extends NodeError {
  readonly rowCount?: number;
  readonly metadata?: JsonObject;
}

/** Runs one kind. A failure that a user can cause is a value; anything thrown is an internal error. */
export interface Executor<Config> {
  execute(
    node: KindNode<Config>,
    context: ExecutionContext,
  ): Promise<Result<ExecutionOutput, ExecutionFailure>>;
  /** It makes its inputs known to the connection by itself, when it needs them: `bindInputs`. */
  readonly bindsInputs?: true;
  /**
   * Takes the output to further places, as a feature store is one. Called once the audits of the node have
   * passed; returns what is told of the node then. The inputs are no longer known to the connection.
   */
  publish?(
    node: KindNode<Config>,
    output: ExecutionOutput,
    context: ExecutionContext,
  ): Promise<Result<ExecutionOutput, ExecutionFailure>>;
}

/**
 * A kind of node: data, plus lazy doors to what is heavy, so that planning loads neither zod nor DuckDB.
 * `Config` is the type of the whole YAML document.
 */
export interface KindDefinition<Config> {
  readonly kind: string;
  readonly label: string;
  /** Name of a lucide icon. */
  readonly icon: string;
  /** One sentence for help texts and the panel. */
  readonly summary: string;
  readonly loadSchema: () => Promise<ZodType<Config>>;
  readonly loadExecutor: () => Promise<Executor<Config>>;
  /** References beyond `inputs` and `depends_on`, as in an aggregation's `source`. */
  readonly furtherRefs?: (config: JsonObject) => readonly string[];
  /** Data files that the node reads from outside the DAG, relative to the project or absolute. */
  readonly dataFiles?: (config: JsonObject) => readonly string[];
  /** Facts from outside the project's files on which the node's output depends. */
  readonly outsideFacts?: (config: JsonObject, outside: Outside) => OutsideFacts;
  /** Files, relative to the project, that must be there for the node to count as cached. */
  readonly outputs: (node: {
    readonly id: NodeId;
    readonly config: JsonObject;
  }) => readonly string[];
  /** False when nodes of the kind only define something: whoever has one as input finds no table. */
  readonly hasData?: false;
  /**
   * The query whose rows are the output, by which columns are followed through the node; null when this node has none.
   * Without it, columns count as handed on from the inputs by their names.
   */
  readonly loadQuery?: () => Promise<(config: Config, inputs: readonly NodeId[]) => string | null>;
  /** Whether the outcome depends on when it runs, as a freshness rule's does. Such nodes run every time. */
  readonly dependsOnTime?: (config: JsonObject) => boolean;
}

/**
 * What else than files decides whether a node must run again: by a name in words, as in "newest updated_at
 * of public.orders", a text that is another one when the node must run.
 */
export interface OutsideFacts {
  /** Known without asking anybody, as settings in profiles.yml are. */
  readonly known: Readonly<Record<string, string>>;
  /** Asks a server, which takes a few seconds at most; the error says why nothing is known. Null: nobody to ask. */
  readonly ask:
    ((signal: AbortSignal) => Promise<Result<Readonly<Record<string, string>>, string>>) | null;
}

/** Keeps `Config` tied together between schema and executor while the registry forgets it. */
export function defineKind<Config>(definition: KindDefinition<Config>): KindDefinition<Config> {
  return definition;
}
