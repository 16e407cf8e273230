import { statSync } from 'node:fs';
import type { EngineConnection, EngineRow } from '../engine/connection';
import type { NodeId } from '../graph/node-id';
import type { JsonObject } from '../util/json';
import { err, ok, type Result } from '../util/result';
import { bindInputs } from './bind-inputs';
import type {
  ExecutionContext,
  ExecutionFailure,
  ExecutionOutput,
  Executor,
  KindDefinition,
  KindNode,
} from './kind';
import { kinds, registerKind } from './registry';

/** What an executor of one's own is given besides the node. */
export interface NodeExecutorContext {
  /** The project's folder, absolute. */
  readonly projectDir: string;
  /** What the node reads, in its own order: ids, and absolute paths of their Parquet files. */
  readonly inputs: ExecutionContext['inputs'];
  /** Where the node may leave its rows as Parquet, absolute; `save` writes there. Nodes that read it need it. */
  readonly outputPath: string;
  /** Aborted when the run is cancelled or the node's time is up: end then. */
  readonly signal: AbortSignal;
  /** Runs SQL and gives its rows. The inputs are tables: `kind.name`, `input_0` ..., `source` for the first. */
  readonly query: (sql: string) => Promise<readonly EngineRow[]>;
  /** Runs SQL and keeps its rows as the output of the node, all or none. Returns how many there are. */
  readonly save: (sql: string) => Promise<number>;
  readonly log: ExecutionContext['log'];
  /** `percent` 0 to 100, `rows` so far; null where unknown. */
  readonly progress: ExecutionContext['progress'];
}

/** What an executor of one's own returns; names as users see them in JSON. */
export interface NodeExecutorResult {
  /** Rows made; without it, as many as were saved. */
  readonly row_count?: number;
  /** Facts for people. No secrets: they are stored and shown. */
  readonly metadata?: JsonObject;
}

/** Runs a node. What it throws makes the node fail with that message. */
export type NodeExecutor = (
  node: KindNode<JsonObject>,
  context: NodeExecutorContext,
) => NodeExecutorResult | Promise<NodeExecutorResult>;

/** How a kind of one's own is shown, and what is known of its nodes before they run. */
export type ExecutorOptions = Partial<
  Pick<
    KindDefinition<JsonObject>,
    'label' | 'icon' | 'summary' | 'loadSchema' | 'furtherRefs' | 'dataFiles' | 'dependsOnTime'
  >
>;

/**
 * Makes nodes of a kind run by one's own function, for everything that this process does from now on: a
 * new kind, or one that comes with us, of which all else stays as it is. Returns a function that takes it
 * back.
 */
export function registerExecutor(
  kind: string,
  executor: NodeExecutor,
  options: ExecutorOptions = {},
): () => void {
  const known = kinds.get(kind);
  return registerKind<JsonObject>({
    kind,
    label: kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll('_', ' '),
    icon: 'blocks',
    summary: 'A kind of this project.',
    loadSchema: async () => (await import('./open-schema')).openSchema,
    // What it left in its last run is in the state: that is looked for.
    outputs: () => [],
    ...known,
    ...options,
    loadExecutor: () => Promise.resolve(toExecutor(executor)),
  });
}

function toExecutor(executor: NodeExecutor): Executor<JsonObject> {
  return {
    bindsInputs: true,
    async execute(node, context): Promise<Result<ExecutionOutput, ExecutionFailure>> {
      const saved = { rows: null as number | null };
      const engine = new NodeEngine(node.id, context);
      const before = modifiedMs(context.outputPath);
      let result: unknown;
      try {
        result = await orAborted(context.signal, async () =>
          executor(
            node,
            toOwnContext(context, engine, (rows) => (saved.rows = rows)),
          ),
        );
      } catch (error) {
        if (context.signal.aborted) return err(cancelled);
        if (engine.problem !== null) return err(engine.problem);
        const message = error instanceof Error ? error.message : String(error);
        return err({
          code: 'executor_failed',
          message: `Execution failed for ${node.id}: ${message}`,
        });
      }
      const read = readResult(result);
      if (read === null) {
        return err({
          code: 'invalid_result',
          message: `The executor of "${node.kind}" returned something else than { row_count, metadata } for ${node.id}.`,
          hint: 'row_count is a whole number, metadata an object of JSON values; both may be left out.',
        });
      }
      const after = modifiedMs(context.outputPath);
      const wrote = saved.rows !== null || (after !== null && after !== before);
      return ok({
        rowCount: read.rowCount ?? saved.rows ?? 0,
        outputPath: wrote ? context.outputPath : null,
        metadata: read.metadata,
      });
    },
  };
}

/** DuckDB as a node's own function meets it: from its first query on, with the inputs as tables. */
class NodeEngine {
  readonly #id: NodeId;
  readonly #context: ExecutionContext;
  #bound: Promise<ExecutionFailure | null> | null = null;
  /** Why the inputs could not be made known; null while they were, or nobody asked. */
  problem: ExecutionFailure | null = null;

  constructor(id: NodeId, context: ExecutionContext) {
    this.#id = id;
    this.#context = context;
  }

  async connection(): Promise<EngineConnection> {
    const { connection, inputs } = this.#context;
    this.#bound ??= bindInputs(this.#id, connection, inputs);
    this.problem = await this.#bound;
    if (this.problem !== null) throw new Error(this.problem.message);
    return connection;
  }
}

function toOwnContext(
  context: ExecutionContext,
  engine: NodeEngine,
  onSaved: (rows: number) => void,
): NodeExecutorContext {
  const { projectDir, inputs, outputPath, signal, log, progress } = context;
  return {
    projectDir,
    inputs,
    outputPath,
    signal,
    log,
    progress,
    query: async (sql) => (await engine.connection()).rows(sql),
    save: async (sql) => {
      const { copyQuery } = await import('../engine/copy-query');
      const { rowCount } = await copyQuery(await engine.connection(), sql, outputPath);
      onSaved(rowCount);
      return rowCount;
    },
  };
}

/** An executor that never looks at the signal must not hold up the run. */
async function orAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new Error(cancelled.message));
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([aborted, work()]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Authors of executors without types may return anything. */
function readResult(result: unknown): { rowCount: number | null; metadata: JsonObject } | null {
  if (result === undefined || result === null) return { rowCount: null, metadata: {} };
  if (typeof result !== 'object') return null;
  const { row_count: rowCount, metadata = {} } = result as Record<string, unknown>;
  const isCount = typeof rowCount === 'number' && Number.isInteger(rowCount) && rowCount >= 0;
  if (rowCount !== undefined && rowCount !== null && !isCount) return null;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return null;
  try {
    // Through JSON, as it is stored: what it can't say would be lost without a word.
    const json = JSON.parse(JSON.stringify(metadata)) as JsonObject;
    return { rowCount: isCount ? rowCount : null, metadata: json };
  } catch {
    return null;
  }
}

function modifiedMs(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

const cancelled: ExecutionFailure = { code: 'cancelled', message: 'Cancelled before it was done.' };
