import { diffFields } from '../diff/diff-fields';
import type { FieldChange } from '../diff/field-change';
import type { NodeId } from '../graph/node-id';
import { kinds } from '../kinds/registry';
import type { Manifest, ManifestNode } from '../manifest/manifest';
import type { NodeFacts } from '../planner/plan-run';
import { digestDataFiles, readDataFileFacts } from '../state/data-file-facts';
import type { ExecutionState, Fingerprint, NodeState } from '../state/execution-state';
import { fileLookup } from './file-lookup';
import {
  definitionHashes,
  functionalFields,
  upstreamHash,
  type DefinitionHashes,
} from '../state/fingerprint';

interface Observed {
  readonly manifest: Manifest;
  readonly state: ExecutionState;
  readonly projectDir: string;
  /** The definitions that were last built; asked for only when one differs. */
  readonly loadLastBuilt: () => Promise<Manifest | null>;
}

interface Lookups {
  readonly isThere: (path: string) => Promise<boolean>;
  readonly lastBuilt: () => Promise<Manifest | null>;
}

/**
 * Looks at every node's definition, data files and outputs, and tells what differs from its last
 * execution. What was last built only explains, the fingerprints in the state decide.
 */
export async function observeNodes(input: Observed): Promise<ReadonlyMap<NodeId, NodeFacts>> {
  let lastBuilt: Promise<Manifest | null> | null = null;
  const lookups: Lookups = {
    isThere: fileLookup(input.projectDir),
    lastBuilt: () => (lastBuilt ??= input.loadLastBuilt()),
  };
  const observed = await Promise.all(
    [...input.manifest.nodes.values()].map(
      async (node) => [node.id, await observeNode(node, input, lookups)] as const,
    ),
  );
  return new Map(observed);
}

async function observeNode(
  node: ManifestNode,
  input: Observed,
  { isThere, lastBuilt }: Lookups,
): Promise<NodeFacts> {
  const state = input.state.get(node.id);
  const fingerprint = state?.fingerprint ?? null;
  if (state === undefined || fingerprint === null) {
    return {
      definitionChange: state === undefined ? null : [],
      changedDataFiles: [],
      missingOutput: null,
      upstreamMoved: false,
      dependsOnTime: dependsOnTime(node),
    };
  }
  return {
    definitionChange: await definitionChange(node, fingerprint, lastBuilt),
    changedDataFiles: await changedDataFiles(node, state, fingerprint, input.projectDir),
    missingOutput: await missingOutput(node, state.outputPath, isThere),
    upstreamMoved: upstreamMoved(node.id, fingerprint, input.manifest, input.state),
    dependsOnTime: dependsOnTime(node),
  };
}

/** Whether it runs every time, changed or not. */
export function dependsOnTime({ kind, config }: ManifestNode): boolean {
  return config['always_run'] === true || (kinds.get(kind)?.dependsOnTime?.(config) ?? false);
}

async function definitionChange(
  node: ManifestNode,
  stored: Fingerprint,
  lastBuilt: Lookups['lastBuilt'],
): Promise<readonly FieldChange[] | null> {
  if (sameDefinition(definitionHashes(node), stored)) return null;
  const before = (await lastBuilt())?.nodes.get(node.id);
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

/** `lastPath`: what the last run left; a kind of one's own doesn't say beforehand what it will leave. */
export async function missingOutput(
  node: ManifestNode,
  lastPath: string | null,
  isThere: Lookups['isThere'],
): Promise<string | null> {
  const declared = kinds.get(node.kind)?.outputs(node) ?? [];
  const paths = declared.length === 0 && lastPath !== null ? [lastPath] : declared;
  for (const path of paths) {
    if (!(await isThere(path))) return path;
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
