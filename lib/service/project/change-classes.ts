import { classOfChange, type ChangeClass } from '../../diff/classify-change';
import type { NodeId } from '../../graph/node-id';
import type { Manifest } from '../../manifest/manifest';
import { compareMeaning } from '../comparing/compare-meaning';

/** What the edit of each modified node means to those who read it. */
export async function changeClasses(
  before: Manifest,
  after: Manifest,
): Promise<ReadonlyMap<NodeId, ChangeClass>> {
  const { modifiedNodes } = await compareMeaning(before, after);
  return new Map(
    modifiedNodes.flatMap(({ nodeId, fields }) => {
      const [was, is] = [before.nodes.get(nodeId), after.nodes.get(nodeId)];
      if (was === undefined || is === undefined) return [];
      return [[nodeId, classOfChange(fields, was, is)] as const];
    }),
  );
}
