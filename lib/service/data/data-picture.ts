import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import type { Manifest } from '../../manifest/manifest';
import { reasonText } from '../../planner/reason-text';
import type { ExecutionState } from '../../state/execution-state';
import type { AssessedProject } from '../planning/assess-project';
import { findOutputs } from './find-outputs';
import { inputsOf } from '../planning/inputs-of';
import { outputState, type OutputState } from './output-state';

/** What is there to look at, as of one state of the project. */
export interface DataPicture {
  readonly manifest: Manifest;
  readonly state: ExecutionState;
  /** Node to the absolute path of its Parquet. */
  readonly outputs: ReadonlyMap<NodeId, string>;
  /** Null for a node that is not there. */
  readonly stateOf: (id: NodeId) => OutputState | null;
}

/** `before`: its map of outputs is kept where nothing has changed, so that what was opened by it stays open. */
export async function dataPicture(
  paths: ProjectPaths,
  { parsed: { manifest }, plan, state }: AssessedProject,
  before: Promise<DataPicture> | null,
): Promise<DataPicture> {
  const found = await findOutputs(paths, manifest);
  const known = (await before?.catch(() => null))?.outputs ?? new Map<NodeId, string>();
  const outputs = isSame(known, found) ? known : found;
  const decisions = new Map(plan.entries.map(({ nodeId, decision }) => [nodeId, decision]));
  return {
    manifest,
    state,
    outputs,
    stateOf: (id) => {
      const node = manifest.nodes.get(id);
      if (node === undefined) return null;
      const decision = decisions.get(id);
      return outputState({
        node,
        last: state.get(id),
        isThere: outputs.has(id),
        inputs: inputsOf(node, manifest),
        outdated: decision?.action === 'run' ? reasonText(decision) : null,
      });
    },
  };
}

function isSame(one: ReadonlyMap<NodeId, string>, other: ReadonlyMap<NodeId, string>): boolean {
  return one.size === other.size && [...one].every(([id, path]) => other.get(id) === path);
}
