import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';
import { expressionsOf } from '../templates/expressions-of';
import type { NodeFile } from './node-file';

/** Nodes with expressions in them; those of broken files are looked through, since they come from before. */
export function templatedNodes(
  manifest: Manifest,
  files: readonly NodeFile[],
): ReadonlySet<NodeId> {
  const known = new Map(
    files.flatMap(({ nodes }) => nodes.map((node) => [node.config, node.templates.length > 0])),
  );
  const templated = [...manifest.nodes.values()].filter(
    ({ config }) => known.get(config) ?? expressionsOf(config).length > 0,
  );
  return new Set(templated.map(({ id }) => id));
}
