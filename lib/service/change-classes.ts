import { classifyField, highestClass, type ChangeClass } from '../diff/classify-change';
import { compareManifests } from '../diff/compare-manifests';
import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';

/** What the edit of each modified node means to those who read it. */
export function changeClasses(before: Manifest, after: Manifest): ReadonlyMap<NodeId, ChangeClass> {
  return new Map(
    compareManifests(before, after).modifiedNodes.flatMap(({ nodeId, fields }) => {
      const [was, is] = [before.nodes.get(nodeId), after.nodes.get(nodeId)];
      if (was === undefined || is === undefined) return [];
      return [
        [nodeId, highestClass(fields.map((field) => classifyField(field, was, is)))] as const,
      ];
    }),
  );
}
