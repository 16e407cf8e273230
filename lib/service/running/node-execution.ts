import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineConnection } from '../../engine/connection';
import type { Engine } from '../../engine/engine';
import { LazyConnection } from '../../engine/lazy-connection';
import { makeDurable } from '../../files/make-durable';
import { intermediatePath, relativeToProject, type ProjectPaths } from '../../files/project-paths';
import { auditStored } from '../quality/audit-stored';
import { languageOf } from '../../kinds/code/languages';
import { executeNode } from '../../kinds/execute-node';
import type { ExecutionContext } from '../../kinds/kind';
import { dataFilesOfNode } from '../../kinds/data-files-of-node';
import { kinds } from '../../kinds/registry';
import type { ResolvedProject } from '../../project/resolve-project';
import type { InputIdentity, RunDeps } from '../../runner/run-deps';
import { digestDataFiles, readDataFileFacts } from '../../state/data-file-facts';
import { ok } from '../../util/result';
import { inputsOf } from '../planning/inputs-of';
import { lookOutside } from '../planning/look-outside';
import { tellSchema } from './tell-schema';
import { combineFingerprint, definitionHashes, upstreamHash } from '../../state/fingerprint';

/** What the nodes of a run share of the world outside, and how they are to use it. */
type NodeWorld = Pick<ExecutionContext, 'outside' | 'full' | 'materialize'>;

/** What is true of the whole run. */
interface RunFacts extends NodeWorld {
  readonly id: string;
  /** What `{{ run_date }}` stands for. */
  readonly date: string;
  /** What DuckDB may take for all slots together; null leaves it to DuckDB. */
  readonly memoryLimitBytes: number | null;
}

const outputFields = new Set(['outputPath', 'code', 'file']);

/** Runs nodes on one DuckDB instance, opened by the first node that needs it; each slot has a connection of its own. */
export class NodeExecution {
  readonly #paths: ProjectPaths;
  readonly #project: ResolvedProject;
  readonly #run: RunFacts;
  readonly #idle: EngineConnection[] = [];
  #engine: Promise<Engine> | null = null;

  constructor(paths: ProjectPaths, project: ResolvedProject, run: RunFacts) {
    this.#paths = paths;
    this.#project = project;
    this.#run = run;
  }

  readonly execute: RunDeps['execute'] = async (planned, io) => {
    const { manifest } = this.#project;
    const { outside, full, materialize } = this.#run;
    const inRun = this.#project.nodeInRun(planned.id, this.#run);
    const node = inRun === null ? planned : { ...inRun.node, written: inRun.written };
    const language = languageOf(node.filePath);
    // Code is run by what few projects need to load.
    const execute =
      language === null
        ? executeNode
        : (await import('../../kinds/code/execute-code-node')).executeCodeNode.bind(null, language);
    const result = await this.#withLazyConnection(async (connection) => {
      const executed = await execute(node, {
        projectDir: this.#paths.root,
        projectName: manifest.metadata.project,
        connection,
        inputs: inputsOf(planned, manifest).map((id) => ({
          id,
          path: join(this.#paths.root, intermediatePath(id)),
        })),
        outputPath: join(this.#paths.root, intermediatePath(node.id)),
        now: () => new Date(),
        outside,
        full,
        materialize,
        ...io,
      });
      return executed.ok ? ok(await tellSchema(connection, executed.value)) : executed;
    });
    // What a node says goes into the state too, where the run's log doesn't come along.
    return outside.redactor.json(result, outputFields);
  };

  readonly audit: RunDeps['audit'] = async (node, before, io) => {
    const config = this.#project.nodeInRun(node.id, this.#run)?.node.config ?? node.config;
    const result = await this.withConnection((connection) =>
      auditStored({ ...node, config }, { root: this.#paths.root, before, connection, ...io }),
    );
    return this.#run.outside.redactor.json(result, outputFields);
  };

  /** Taken before the node runs: a file that changes while it is read counts as changed afterwards. */
  readonly identify: RunDeps['identify'] = async (node, stateOf): Promise<InputIdentity> => {
    const paths = dataFilesOfNode(node);
    const dataFiles = await readDataFileFacts(
      this.#paths.root,
      paths,
      stateOf(node.id)?.dataFiles ?? [],
    );
    const upstream = this.#project.manifest.graph
      .upstreamOf(node.id)
      .map((id) => [id, stateOf(id)?.fingerprint?.combined ?? ''] as const);
    const { facts } = await lookOutside(node, this.#run.outside);
    return {
      dataFiles,
      ...(Object.keys(facts).length === 0 ? {} : { outsideFacts: facts }),
      fingerprint: combineFingerprint(
        this.#project.hashes.get(node.id) ?? definitionHashes(node),
        upstreamHash(upstream),
        digestDataFiles(dataFiles, facts),
      ),
    };
  };

  readonly describeOutput: RunDeps['describeOutput'] = async (path) => {
    const bytes = await makeDurable(path);
    return { path: relativeToProject(this.#paths.root, path), bytes };
  };

  readonly contentOf: RunDeps['contentOf'] = async (node) => {
    const paths = kinds.get(node.kind)?.outputs(node) ?? [];
    if (paths.length === 0) return null;
    try {
      const digests = await Promise.all(
        paths.map((path) => this.#digest(join(this.#paths.root, path))),
      );
      return JSON.stringify(digests);
    } catch {
      // Gone or broken: not the same as anything, and the node that reads it will say why.
      return null;
    }
  };

  async close(): Promise<void> {
    for (const connection of this.#idle) await connection.close();
    if (this.#engine !== null) (await this.#engine).close();
  }

  async #digest(path: string): Promise<string> {
    if (!path.endsWith('.parquet')) return hash('sha256', await readFile(path), 'hex');
    const { digestParquet } = await import('../../engine/digest-parquet');
    return this.withConnection((connection) => digestParquet(connection, path));
  }

  /** Lends a connection of the run's DuckDB for work that belongs to no node. */
  async withConnection<T>(work: (connection: EngineConnection) => Promise<T>): Promise<T> {
    const connection = await this.#takeConnection();
    try {
      return await work(connection);
    } finally {
      this.#idle.push(connection);
    }
  }

  /** The same for nodes, of which many use none. */
  async #withLazyConnection<T>(work: (connection: EngineConnection) => Promise<T>): Promise<T> {
    const connection = new LazyConnection(() => this.#takeConnection());
    try {
      return await work(connection);
    } finally {
      if (connection.opened !== null) this.#idle.push(connection.opened);
    }
  }

  async #takeConnection(): Promise<EngineConnection> {
    return this.#idle.pop() ?? (await (await this.#open()).connect());
  }

  #open(): Promise<Engine> {
    // Loading DuckDB takes longer than a run in which everything is cached.
    this.#engine ??= import('../../engine/engine').then(({ openEngine }) =>
      openEngine({
        tempDirectory: join(this.#paths.target, 'tmp'),
        ...(this.#run.memoryLimitBytes === null
          ? {}
          : { memoryLimitBytes: this.#run.memoryLimitBytes }),
      }),
    );
    return this.#engine;
  }
}
