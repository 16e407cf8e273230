import { classifyField } from '../../diff/classify-change';
import type { FieldChange } from '../../diff/field-change';
import type { NodeId } from '../../graph/node-id';
import type { Manifest } from '../../manifest/manifest';
import type { NodeFacts } from '../../planner/plan-run';
import type { ExecutionState } from '../../state/execution-state';
import { compareMeaning } from '../comparing/compare-meaning';
import { fileLookup } from '../../files/file-lookup';
import { expectedOutputs, missingOutput } from './expected-outputs';
import { auditsChanged, dependsOnTime } from './node-state-facts';

/**
 * What a comparison with an earlier manifest says of each node, in the place of fingerprints: what was
 * added, what has changed in more than words, and what reads from other nodes than before. Whether an
 * output is there is looked up on disk.
 */
export async function factsOfDiff(input: {
  readonly before: Manifest;
  readonly manifest: Manifest;
  readonly state: ExecutionState;
  readonly projectDir: string;
}): Promise<ReadonlyMap<NodeId, NodeFacts>> {
  const { manifest, state } = input;
  const changed = await changesIn(input.before, manifest);
  const isThere = fileLookup(input.projectDir);
  return new Map(
    [...manifest.nodes.values()].map((node): readonly [NodeId, NodeFacts] => [
      node.id,
      {
        definitionChange: changed.get(node.id) ?? null,
        changedDataFiles: [],
        missingOutput: missingOutput(
          expectedOutputs(node, state.get(node.id)?.outputPath ?? null),
          isThere,
        ),
        upstreamMoved: false,
        dependsOnTime: dependsOnTime(node),
        auditsChanged: auditsChanged(node, state.get(node.id)),
      },
    ]),
  );
}

async function changesIn(
  before: Manifest,
  after: Manifest,
): Promise<ReadonlyMap<NodeId, readonly FieldChange[]>> {
  const diff = await compareMeaning(before, after);
  const changed = new Map<NodeId, readonly FieldChange[]>(
    [...diff.addedEdges, ...diff.removedEdges].map(({ to }) => [to, []]),
  );
  for (const id of diff.addedNodes) changed.set(id, []);
  for (const { nodeId, fields } of diff.modifiedNodes) {
    const [was, is] = [before.nodes.get(nodeId), after.nodes.get(nodeId)];
    if (was === undefined || is === undefined) continue;
    const functional = fields.filter((field) => classifyField(field, was, is) !== 'metadata');
    if (functional.length > 0) changed.set(nodeId, functional);
  }
  return changed;
}
