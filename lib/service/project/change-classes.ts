import { classOfChange, type ChangeClass } from '../../diff/classify-change';
import type { ManifestDiff } from '../../diff/compare-manifests';
import type { NodeId } from '../../graph/node-id';
import type { Manifest } from '../../manifest/manifest';

/** What the edit of each modified node means to those who read it. */
export function changeClasses(
  { modifiedNodes }: Pick<ManifestDiff, 'modifiedNodes'>,
  before: Manifest,
  after: Manifest,
): ReadonlyMap<NodeId, ChangeClass> {
  return new Map(
    modifiedNodes.flatMap(({ nodeId, fields }) => {
      const [was, is] = [before.nodes.get(nodeId), after.nodes.get(nodeId)];
      if (was === undefined || is === undefined) return [];
      return [[nodeId, classOfChange(fields, was, is)] as const];
    }),
  );
}
