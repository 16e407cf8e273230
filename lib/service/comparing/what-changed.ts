import { compareManifests } from '../../diff/compare-manifests';
import { isSqlField } from '../../diff/is-only-layout';
import type { NodeId } from '../../graph/node-id';
import type { Manifest } from '../../manifest/manifest';

/** What an edit on disk did to a node. */
export interface NodeEdit {
  readonly id: NodeId;
  readonly what: 'added' | 'removed' | 'modified';
  /** Which fields differ, in words; empty unless modified. */
  readonly fields: readonly string[];
}

/** So many are told one by one; a checkout may touch thousands. */
const mostTold = 50;

/** The nodes that differ between two readings of the project, in the order of the later one; what only reads differently is left out. */
export function whatChanged(
  before: Manifest,
  after: Manifest,
): { readonly edits: readonly NodeEdit[]; readonly total: number } {
  const diff = compareManifests(before, after);
  const edits: NodeEdit[] = [
    ...diff.modifiedNodes.map(({ nodeId, fields }) => ({
      id: nodeId,
      what: 'modified' as const,
      fields: [...new Set(fields.map(({ path }) => (isSqlField(path) ? 'SQL' : path)))],
    })),
    ...diff.addedNodes.map((id) => ({ id, what: 'added' as const, fields: [] })),
    ...diff.removedNodes.map((id) => ({ id, what: 'removed' as const, fields: [] })),
  ];
  return { edits: edits.slice(0, mostTold), total: edits.length };
}
