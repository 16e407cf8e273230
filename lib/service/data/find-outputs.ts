import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { staysInside, type ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import { kinds } from '../../kinds/registry';
import type { Manifest, ManifestNode } from '../../manifest/manifest';

/** Where a node leaves its rows, relative to the project; null for one that leaves none as Parquet. */
export function parquetOutputOf({ id, kind, config }: ManifestNode): string | null {
  const outputs = kinds.get(kind)?.outputs({ id, config }) ?? [];
  return outputs.find((path) => path.endsWith('.parquet')) ?? null;
}

/**
 * The outputs that are there: node to absolute path, with links followed. One that leads out of the
 * project is left out, as if it were not there.
 */
export async function findOutputs(
  paths: ProjectPaths,
  manifest: Manifest,
): Promise<ReadonlyMap<NodeId, string>> {
  const root = await realpath(paths.root);
  const found = await Promise.all(
    [...manifest.nodes.values()].map(async (node) => {
      const output = parquetOutputOf(node);
      if (output === null) return [];
      const path = await realpath(join(root, output)).catch(() => null);
      return path === null || !staysInside(root, path) ? [] : [[node.id, path] as const];
    }),
  );
  return new Map(found.flat());
}
