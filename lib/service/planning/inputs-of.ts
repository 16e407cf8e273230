import { parseNodeId, type NodeId } from '../../graph/node-id';
import type { Manifest, ManifestNode } from '../../manifest/manifest';
import { isJsonArray, isJsonObject } from '../../util/json';

/**
 * The direct upstream nodes in the order in which the node names them: first `inputs` (or `depends_on`),
 * where position N is what SQL calls input_N, then those that only its SQL or other fields refer to.
 */
export function inputsOf(node: ManifestNode, manifest: Manifest): NodeId[] {
  const upstream = manifest.graph.upstreamOf(node.id);
  const named = namedRefs(node).filter((id) => upstream.includes(id));
  return [...new Set([...named, ...upstream])];
}

function namedRefs(node: ManifestNode): NodeId[] {
  const inputs = node.config['inputs'] ?? node.config['depends_on'];
  if (!isJsonArray(inputs)) return [];
  return inputs.flatMap((input) => {
    const ref = isJsonObject(input) ? input['ref'] : input;
    const id = typeof ref === 'string' ? parseNodeId(ref) : null;
    return id?.ok === true ? [id.value] : [];
  });
}
