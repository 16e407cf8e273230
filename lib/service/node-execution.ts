import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineConnection } from '../engine/connection';
import type { Engine } from '../engine/engine';
import { intermediatePath, relativeToProject, type ProjectPaths } from '../files/project-paths';
import { executeNode } from '../kinds/execute-node';
import { kinds } from '../kinds/registry';
import type { Manifest } from '../manifest/manifest';
import type { InputIdentity, RunDeps } from '../runner/run-deps';
import { digestDataFiles, readDataFileFacts } from '../state/data-file-facts';
import { inputsOf } from './inputs-of';
import { combineFingerprint, definitionHashes, upstreamHash } from '../state/fingerprint';

/** Runs nodes on one DuckDB instance, opened at the first node; each slot has a connection of its own. */
export class NodeExecution {
  readonly #paths: ProjectPaths;
  readonly #manifest: Manifest;
  readonly #idle: EngineConnection[] = [];
  #engine: Promise<Engine> | null = null;

  constructor(paths: ProjectPaths, manifest: Manifest) {
    this.#paths = paths;
    this.#manifest = manifest;
  }

  readonly execute: RunDeps['execute'] = async (node, io) => {
    const connection = this.#idle.pop() ?? (await (await this.#open()).connect());
    try {
      return await executeNode(node, {
        projectDir: this.#paths.root,
        projectName: this.#manifest.metadata.project,
        connection,
        inputs: inputsOf(node, this.#manifest).map((id) => ({
          id,
          path: join(this.#paths.root, intermediatePath(id)),
        })),
        outputPath: join(this.#paths.root, intermediatePath(node.id)),
        now: () => new Date(),
        ...io,
      });
    } finally {
      this.#idle.push(connection);
    }
  };

  /** Taken before the node runs: a file that changes while it is read counts as changed afterwards. */
  readonly identify: RunDeps['identify'] = async (node, stateOf): Promise<InputIdentity> => {
    const paths = kinds.get(node.kind)?.dataFiles?.(node.config) ?? [];
    const dataFiles = await readDataFileFacts(
      this.#paths.root,
      paths,
      stateOf(node.id)?.dataFiles ?? [],
    );
    const upstream = this.#manifest.graph
      .upstreamOf(node.id)
      .map((id) => [id, stateOf(id)?.fingerprint?.combined ?? ''] as const);
    return {
      dataFiles,
      fingerprint: combineFingerprint(
        definitionHashes(node),
        upstreamHash(upstream),
        digestDataFiles(dataFiles),
      ),
    };
  };

  readonly describeOutput: RunDeps['describeOutput'] = async (path) => {
    const { size } = await stat(path);
    return { path: relativeToProject(this.#paths.root, path), bytes: size };
  };

  async close(): Promise<void> {
    for (const connection of this.#idle) await connection.close();
    if (this.#engine !== null) (await this.#engine).close();
  }

  #open(): Promise<Engine> {
    // Loading DuckDB takes longer than a run in which everything is cached.
    this.#engine ??= import('../engine/engine').then(({ openEngine }) =>
      openEngine({ tempDirectory: join(this.#paths.target, 'tmp') }),
    );
    return this.#engine;
  }
}
