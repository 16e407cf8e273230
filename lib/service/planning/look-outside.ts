import type { Outside } from '../../connections/outside';
import { kinds } from '../../kinds/registry';
import type { NodeId } from '../../graph/node-id';
import type { Manifest, ManifestNode } from '../../manifest/manifest';
import type { ExecutionState, NodeState } from '../../state/execution-state';

/** What was found out about things outside on which a node depends. */
export interface OutsideLook {
  readonly facts: Readonly<Record<string, string>>;
  /** Why a server's part of them is not known; null when all is. */
  readonly doubt: string | null;
}

export const nothingOutside: OutsideLook = { facts: {}, doubt: null };

/** Nobody waits longer for an answer. */
const patienceMs = 6000;

/** Reads what is known of the world outside, and asks servers for the rest. */
export async function lookOutside(node: ManifestNode, outside: Outside): Promise<OutsideLook> {
  const found = kinds.get(node.kind)?.outsideFacts?.(node.config, outside);
  if (found === undefined) return nothingOutside;
  const { known, ask } = found;
  if (ask === null) return { facts: known, doubt: null };
  const answer = await ask(AbortSignal.timeout(patienceMs));
  return answer.ok
    ? { facts: { ...known, ...answer.value }, doubt: null }
    : { facts: known, doubt: outside.redactor.text(answer.error) };
}

/** Asks for all nodes at once, and only for those that were built: the others run anyway. */
export async function lookOutsideForBuilt({
  resolved,
  state,
  outside,
}: {
  readonly resolved: { readonly manifest: Manifest };
  readonly state: ExecutionState;
  readonly outside: Outside;
}): Promise<ReadonlyMap<NodeId, OutsideLook>> {
  const looks: Promise<readonly [NodeId, OutsideLook]>[] = [];
  for (const node of resolved.manifest.nodes.values()) {
    if (kinds.get(node.kind)?.outsideFacts === undefined) continue;
    if (!state.get(node.id)?.fingerprint) continue;
    looks.push(lookOutside(node, outside).then((look) => [node.id, look] as const));
  }
  return new Map(await Promise.all(looks));
}

/** The names of the facts that are not those that the node was built from. */
export function changedOutside(
  { facts, doubt }: OutsideLook,
  { outsideFacts: before = {} }: NodeState,
): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(facts)]);
  return [...names].filter((name) => {
    // What could not be asked counts as unchanged.
    if (doubt !== null && facts[name] === undefined) return false;
    return before[name] !== facts[name];
  });
}
