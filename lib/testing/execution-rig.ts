import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { Outside } from '../connections/outside';
import type { EngineConnection, EngineRow } from '../engine/connection';
import { openEngine } from '../engine/engine';
import { quoteText } from '../engine/sql-text';
import { intermediatePath } from '../files/project-paths';
import { kindOfId, nodeId, parseNodeId, shortNameOf, type NodeId } from '../graph/node-id';
import { executeNode } from '../kinds/execute-node';
import type { ExecutionContext, ExecutionFailure, ExecutionOutput } from '../kinds/kind';
import { noCommonValues } from '../templates/common-values';
import type { TemplateScope } from '../templates/evaluate-expression';
import { resolveConfig } from '../templates/resolve-config';
import { noValues } from '../templates/template-values';
import type { JsonObject } from '../util/json';
import type { Result } from '../util/result';

/** What `{{ }}` stand for besides the node's own params. */
const scope: TemplateScope = {
  values: noValues,
  today: { year: 2026, month: 1, day: 10 },
  environment: {},
  common: noCommonValues,
  projectName: 'shop',
  projectDir: '',
  run: { id: 'test', date: '2026-01-10T12:00:00Z' },
};

type Outcome = Result<ExecutionOutput, ExecutionFailure>;

/** A project folder of its own and a real engine, to execute single nodes in tests. */
export class ExecutionRig {
  /** Has a space and a quote in its name, as folders of users may. */
  readonly dir: string;
  readonly logged: string[] = [];
  readonly #engine: Awaited<ReturnType<typeof openEngine>>;

  private constructor(dir: string, engine: Awaited<ReturnType<typeof openEngine>>) {
    this.dir = dir;
    this.#engine = engine;
  }

  static async open(): Promise<ExecutionRig> {
    const dir = await mkdtemp(join(tmpdir(), "it's a shop "));
    return new ExecutionRig(dir, await openEngine({ tempDirectory: join(dir, 'target/tmp') }));
  }

  async close(): Promise<void> {
    this.#engine.close();
    await rm(this.dir, { recursive: true });
  }

  path(relative: string): string {
    return join(this.dir, relative);
  }

  async write(relative: string, text: string): Promise<void> {
    await mkdir(dirname(this.path(relative)), { recursive: true });
    await writeFile(this.path(relative), text);
  }

  /** Gives a node that isn't executed an output: the rows of a query. */
  async seed(id: string, query: string): Promise<void> {
    const path = this.path(intermediatePath(idOf(id)));
    await mkdir(dirname(path), { recursive: true });
    await this.query(`COPY (${query}) TO ${quoteText(path)} (FORMAT parquet)`);
  }

  query(sql: string): Promise<readonly EngineRow[]> {
    return this.withConnection((connection) => connection.rows(sql));
  }

  async withConnection<T>(work: (connection: EngineConnection) => Promise<T>): Promise<T> {
    const connection = await this.#engine.connect();
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  }

  /** The rows of a node's output. */
  rowsOf(id: string): Promise<readonly EngineRow[]> {
    return this.query(`FROM ${quoteText(this.path(intermediatePath(idOf(id))))}`);
  }

  /** Writes the node's file and executes it. `inputs` are ids that were seeded or executed before. */
  async execute(
    id: string,
    config: JsonObject,
    inputs: readonly string[] = [],
    further: Partial<ExecutionContext> = {},
  ): Promise<Outcome> {
    const node = idOf(id);
    const kind = kindOfId(node);
    const name = shortNameOf(node);
    const filePath = `seeknal/${name}.yml`;
    const document = { kind, name, ...config };
    await this.write(filePath, stringify(document, { blockQuote: 'literal' }));
    const connection = await this.#engine.connect();
    try {
      return await executeNode(
        { id: nodeId(kind, name), name, kind, filePath, ...resolveConfig(document, scope) },
        {
          projectDir: this.dir,
          projectName: 'shop',
          outside: new Outside(),
          full: false,
          materialize: 'as_configured',
          connection,
          inputs: inputs.map((input) => ({
            id: idOf(input),
            path: this.path(intermediatePath(idOf(input))),
          })),
          outputPath: this.path(intermediatePath(node)),
          signal: new AbortController().signal,
          now: () => new Date('2026-01-10T12:00:00Z'),
          log: (_, message) => this.logged.push(message),
          progress: () => undefined,
          ...further,
        },
      );
    } finally {
      await connection.close();
    }
  }

  /** As `execute`, for nodes that must succeed. */
  async mustExecute(...args: Parameters<ExecutionRig['execute']>): Promise<ExecutionOutput> {
    const outcome = await this.execute(...args);
    if (!outcome.ok) throw new Error(`${args[0]} failed: ${JSON.stringify(outcome.error)}`);
    return outcome.value;
  }

  /** As `execute`, for nodes that must fail. */
  async mustFail(...args: Parameters<ExecutionRig['execute']>): Promise<ExecutionFailure> {
    const outcome = await this.execute(...args);
    if (outcome.ok) throw new Error(`${args[0]} succeeded: ${JSON.stringify(outcome.value)}`);
    return outcome.error;
  }
}

function idOf(text: string): NodeId {
  const id = parseNodeId(text);
  if (!id.ok) throw new Error(id.error);
  return id.value;
}
