import { describeQuery } from '../../engine/describe-query';
import type { EngineConnection } from '../../engine/connection';
import { openEngine } from '../../engine/engine';
import { EngineError } from '../../engine/engine-error';
import { quoteText } from '../../engine/sql-text';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import type { ColumnLineage } from '../../graph/trace-column';
import { kinds } from '../../kinds/registry';
import { deriveLineage } from '../../lineage/derive-lineage';
import { parseSql } from '../../lineage/parse-sql';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AssessedProject } from '../planning/assess-project';
import { inputsOf } from '../planning/inputs-of';

/**
 * What the columns of a node are made from, and what is made from them, across all nodes upstream and downstream of it.
 * Loads DuckDB, which a web server asks a process of its own to do: see ask-column-lineage.ts.
 */
export async function columnLineage(
  paths: ProjectPaths,
  assessed: AssessedProject,
  id: NodeId,
): Promise<ColumnLineage> {
  const { manifest } = assessed.resolved;
  const { graph } = manifest;
  const related = new Set([...graph.ancestorsOf([id]), id, ...graph.descendantsOf([id])]);
  // Their further inputs are asked for their columns only.
  const beside = new Set([...related].flatMap((one) => graph.upstreamOf(one)));
  const order = graph.topologicalOrder().filter((one) => related.has(one) || beside.has(one));
  const nodes = order.flatMap((one) => {
    const node = manifest.nodes.get(one);
    if (node === undefined) return [];
    const inputs = related.has(one) ? inputsOf(node, manifest) : [];
    return [{ id: one, kind: node.kind, config: node.config, inputs }];
  });
  const tempDirectory = await mkdtemp(join(tmpdir(), 'seeknal-lineage-'));
  const engine = await openEngine({ tempDirectory, threads: 1 });
  try {
    const connection = await engine.connect();
    const lineage = await deriveLineage(nodes, {
      parse: (sql) => parseSql(connection, sql),
      columnsOf: (one) => columnsOf(one, paths, assessed, connection),
    });
    return Object.fromEntries(
      Object.entries(lineage).filter(([one]) => order.some((known) => known === one)),
    );
  } finally {
    engine.close();
    await rm(tempDirectory, { recursive: true, force: true });
  }
}

/** Of the output as it was last built; of a source that never was, the columns that it declares. */
async function columnsOf(
  id: NodeId,
  paths: ProjectPaths,
  { resolved, state }: AssessedProject,
  connection: EngineConnection,
): Promise<readonly string[] | null> {
  const node = resolved.manifest.nodes.get(id);
  const path = state.get(id)?.outputPath ?? (node && kinds.get(node.kind)?.outputs(node)[0]);
  if (path?.endsWith('.parquet') === true) {
    try {
      const file = quoteText(resolve(paths.root, path));
      return [...(await describeQuery(connection, `FROM read_parquet(${file})`)).keys()];
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      // Not there, or not readable: what is declared has to do.
    }
  }
  const declared = Object.keys(node?.columns ?? {});
  return declared.length === 0 ? null : declared;
}
