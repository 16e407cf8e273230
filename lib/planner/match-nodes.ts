import { shortNameOf, type NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';

/** The nodes that a person means: a full id, or a short name, which several kinds may share. */
export function matchNodes(manifest: Manifest, name: string): NodeId[] {
  return [...manifest.nodes.keys()].filter((id) => id === name || shortNameOf(id) === name);
}
