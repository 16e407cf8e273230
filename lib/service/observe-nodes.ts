import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { diffFields } from '../diff/diff-fields';
import type { FieldChange } from '../diff/field-change';
import type { NodeId } from '../graph/node-id';
import { kinds } from '../kinds/registry';
import type { Manifest, ManifestNode } from '../manifest/manifest';
import type { NodeFacts } from '../planner/plan-run';
import { digestDataFiles, readDataFileFacts } from '../state/data-file-facts';
import type { ExecutionState, Fingerprint, NodeState } from '../state/execution-state';
import {
  definitionHashes,
  functionalFields,
  upstreamHash,
  type DefinitionHashes,
} from '../state/fingerprint';

/**
 * Looks at every node's definition, data files and outputs, and tells what differs from its last
 * execution. `lastBuilt` has the definitions that were last built: it only explains, the fingerprints in
 * the state decide.
 */
export async function observeNodes(input: {
  readonly manifest: Manifest;
  readonly state: ExecutionState;
  readonly projectDir: string;
  readonly lastBuilt: Manifest | null;
}): Promise<ReadonlyMap<NodeId, NodeFacts>> {
  const observed = await Promise.all(
    [...input.manifest.nodes.values()].map(
      async (node) => [node.id, await observeNode(node, input)] as const,
    ),
  );
  return new Map(observed);
}

async function observeNode(
  node: ManifestNode,
  input: Parameters<typeof observeNodes>[0],
): Promise<NodeFacts> {
  const kind = kinds.get(node.kind);
  const state = input.state.get(node.id);
  const dependsOnTime =
    node.config['always_run'] === true || (kind?.dependsOnTime?.(node.config) ?? false);
  const fingerprint = state?.fingerprint ?? null;
  if (state === undefined || fingerprint === null) {
    return {
      definitionChange: state === undefined ? null : [],
      changedDataFiles: [],
      missingOutput: null,
      upstreamMoved: false,
      dependsOnTime,
    };
  }
  return {
    definitionChange: definitionChange(node, fingerprint, input.lastBuilt),
    changedDataFiles: await changedDataFiles(node, state, fingerprint, input.projectDir),
    missingOutput: await missingOutput(node, input.projectDir),
    upstreamMoved: upstreamMoved(node.id, fingerprint, input.manifest, input.state),
    dependsOnTime,
  };
}

function definitionChange(
  node: ManifestNode,
  stored: Fingerprint,
  lastBuilt: Manifest | null,
): readonly FieldChange[] | null {
  if (sameDefinition(definitionHashes(node), stored)) return null;
  const before = lastBuilt?.nodes.get(node.id);
  // A manifest that doesn't fit the fingerprint would explain with values that were never built.
  if (before === undefined || !sameDefinition(definitionHashes(before), stored)) return [];
  return diffFields(
    { ...functionalFields(before.config), columns: before.columns },
    { ...functionalFields(node.config), columns: node.columns },
  );
}

function sameDefinition(a: DefinitionHashes, b: DefinitionHashes): boolean {
  return a.content === b.content && a.schema === b.schema && a.config === b.config;
}

async function changedDataFiles(
  node: ManifestNode,
  state: NodeState,
  fingerprint: Fingerprint,
  projectDir: string,
): Promise<string[]> {
  const paths = kinds.get(node.kind)?.dataFiles?.(node.config) ?? [];
  if (paths.length === 0) return [];
  const facts = await readDataFileFacts(projectDir, paths, state.dataFiles);
  if (digestDataFiles(facts) === fingerprint.data) return [];
  const stored = new Map(state.dataFiles.map((file) => [file.path, file.contentHash]));
  const now = new Map(facts.map((file) => [file.path, file.contentHash]));
  const changed = paths.filter((path) => stored.get(path) !== now.get(path));
  return changed.length > 0 ? changed : [...paths];
}

async function missingOutput(node: ManifestNode, projectDir: string): Promise<string | null> {
  for (const path of kinds.get(node.kind)?.outputs(node) ?? []) {
    if (!(await exists(join(projectDir, path)))) return path;
  }
  return null;
}

/** Upstream nodes that were never built make no hash; they run, and their readers with them. */
function upstreamMoved(
  id: NodeId,
  stored: Fingerprint,
  manifest: Manifest,
  state: ExecutionState,
): boolean {
  const upstream = manifest.graph
    .upstreamOf(id)
    .map((up) => [up, state.get(up)?.fingerprint?.combined ?? ''] as const);
  return upstreamHash(upstream) !== stored.upstream;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
