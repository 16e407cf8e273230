import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';
import { matchNodes } from '../planner/match-nodes';
import { serviceError, type ServiceError } from '../service/service-error';
import { nearMatches } from '../util/near-matches';
import { err, ok, type Result } from '../util/result';

/** How many names help when none is near. */
const mostNames = 10;

/** The one node that is meant by an id or a short name. */
export function findNode(manifest: Manifest, name: string): Result<NodeId, ServiceError> {
  const matches = matchNodes(manifest, name);
  const [first, ...others] = matches;
  if (first !== undefined && others.length === 0) return ok(first);
  if (first !== undefined) {
    return err(
      serviceError('unknown_node', `"${name}" names several nodes: ${matches.join(', ')}.`, {
        hint: 'Give the id of the one that is meant.',
      }),
    );
  }
  const ids = [...manifest.nodes.keys()];
  const near = nearMatches(
    name,
    [...manifest.nodes.values()].flatMap((node) => [node.id, node.name]),
  );
  return err(
    serviceError('unknown_node', `Node '${name}' not found.`, {
      hint:
        near.length > 0
          ? `Did you mean ${near.join(', ')}?`
          : `Available: ${ids.slice(0, mostNames).join(', ')}${ids.length > mostNames ? ', ...' : ''}`,
    }),
  );
}
