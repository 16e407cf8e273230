import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from '../../files/missing-file';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import type { AssessedProject } from '../planning/assess-project';

/** What is wrong, or odd, with the stored state. */
export interface StateReport {
  readonly entries: number;
  /** Of the state file; 0 when there is none. */
  readonly sizeBytes: number;
  /** Sentences about what can't be read and what the next run does about it. */
  readonly repairs: readonly string[];
  /** Stored as built, and an output isn't there: the node runs again. */
  readonly missingOutputs: readonly { readonly nodeId: NodeId; readonly path: string }[];
  readonly failed: readonly NodeId[];
  /** Entries of nodes that are no longer in the project; `seeknal state clean` takes them away. */
  readonly unknown: readonly NodeId[];
}

/** From here on a state file deserves a word (seed: "Monitor State Size"). */
export const largeStateBytes = 10 * 1024 * 1024;

export async function checkState(
  paths: ProjectPaths,
  { parsed, state, facts, repairs }: AssessedProject,
): Promise<StateReport> {
  const { nodes } = parsed.manifest;
  const ids = [...state.keys()].toSorted();
  return {
    entries: state.size,
    sizeBytes: await stateFileBytes(paths),
    repairs,
    missingOutputs: ids.flatMap((nodeId) => {
      const path = facts.get(nodeId)?.missingOutput ?? null;
      return path !== null && state.get(nodeId)?.status === 'success' ? [{ nodeId, path }] : [];
    }),
    failed: ids.filter((id) => nodes.has(id) && state.get(id)?.status === 'failed'),
    unknown: ids.filter((id) => !nodes.has(id)),
  };
}

async function stateFileBytes(paths: ProjectPaths): Promise<number> {
  try {
    return (await stat(join(paths.stateDir, 'execution_state.json'))).size;
  } catch (error) {
    if (isMissingFile(error)) return 0;
    throw error;
  }
}
