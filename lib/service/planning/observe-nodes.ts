import type { Outside } from '../../connections/outside';
import { classifyField } from '../../diff/classify-change';
import { diffFields } from '../../diff/diff-fields';
import type { FieldChange } from '../../diff/field-change';
import type { Graph } from '../../graph/graph';
import type { NodeId } from '../../graph/node-id';
import { codeFilesOfNode, dataFilesOfNode } from '../../kinds/data-files-of-node';
import { kinds } from '../../kinds/registry';
import type { Manifest, ManifestNode } from '../../manifest/manifest';
import type { NodeFacts } from '../../planner/plan-run';
import {
  areDataFilesUntouched,
  digestDataFiles,
  readDataFileFacts,
} from '../../state/data-file-facts';
import type { ExecutionState, Fingerprint, NodeState } from '../../state/execution-state';
import type { ResolvedProject } from '../../project/resolve-project';
import type { ResolvedConfig } from '../../templates/resolve-config';
import { fileLookup } from '../../files/file-lookup';
import {
  changedOutside,
  lookOutsideForBuilt,
  nothingOutside,
  type OutsideLook,
} from './look-outside';
import { SqlMeaning } from './sql-meaning';
import {
  auditsHashOf,
  definitionHashes,
  functionalFields,
  upstreamHash,
  type DefinitionHashes,
} from '../../state/fingerprint';

interface Observed {
  readonly resolved: Pick<ResolvedProject, 'manifest' | 'hashes' | 'templated' | 'withValues'>;
  /** The definitions as they are written, to tell what has changed in them. */
  readonly written: Manifest;
  readonly state: ExecutionState;
  readonly projectDir: string;
  readonly outside: Outside;
  /** The definitions that were last built; asked for only when one differs. */
  readonly loadLastBuilt: () => Promise<Manifest | null>;
}

interface Lookups {
  readonly isThere: (path: string) => boolean;
  readonly lastBuilt: () => Promise<Manifest | null>;
  readonly meaning: SqlMeaning;
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
    meaning: new SqlMeaning(),
  };
  const outside = await lookOutsideForBuilt(input);
  const observed = new Map<NodeId, NodeFacts>();
  try {
    for (const node of input.resolved.manifest.nodes.values()) {
      const around = outside.get(node.id) ?? nothingOutside;
      observed.set(
        node.id,
        factsIfSame(node, around, input, lookups) ??
          (await observeNode(node, around, input, lookups)),
      );
    }
    return observed;
  } finally {
    await lookups.meaning.close();
  }
}

/**
 * What is true of most nodes at most times: as they were built, to be found out without waiting for
 * anything. Null when something may differ.
 */
function factsIfSame(
  node: ManifestNode,
  around: OutsideLook,
  { resolved, state: states, projectDir }: Observed,
  { isThere }: Lookups,
): NodeFacts | null {
  const state = states.get(node.id);
  const stored = state?.fingerprint ?? null;
  if (state === undefined || stored === null) return null;
  if (!sameDefinition(resolved.hashes.get(node.id) ?? definitionHashes(node), stored)) return null;
  if (changedOutside(around, state).length > 0) return null;
  if (!areDataFilesSame(node, state, stored, projectDir)) return null;
  return {
    definitionChange: null,
    changedDataFiles: [],
    ...doubtOf(around),
    missingOutput: missingOutput(node, state.outputPath, isThere),
    upstreamMoved: upstreamMoved(node.id, stored, resolved.manifest, states),
    dependsOnTime: isTimed(node, resolved),
    auditsChanged: auditsChanged(node, state),
  };
}

function areDataFilesSame(
  node: ManifestNode,
  state: NodeState,
  stored: Fingerprint,
  projectDir: string,
): boolean {
  const paths = dataFilesOfNode(node);
  return (
    paths.length === 0 ||
    (areDataFilesUntouched(projectDir, paths, state.dataFiles) &&
      digestDataFiles(state.dataFiles, state.outsideFacts) === stored.data)
  );
}

async function observeNode(
  node: ManifestNode,
  around: OutsideLook,
  input: Observed,
  lookups: Lookups,
): Promise<NodeFacts> {
  const { isThere } = lookups;
  const state = input.state.get(node.id);
  const fingerprint = state?.fingerprint ?? null;
  if (state === undefined || fingerprint === null) {
    // Not known, unless it failed: then what was built before it did is.
    const unknown = state === undefined ? null : [];
    return {
      definitionChange:
        state?.status === 'failed' ? await changeOfFailed(node, input, lookups) : unknown,
      changedDataFiles: [],
      missingOutput: null,
      upstreamMoved: false,
      dependsOnTime: isTimed(node, input.resolved),
    };
  }
  const isSame = sameDefinition(definitionHashes(node), fingerprint);
  const files = await changedDataFiles(node, state, fingerprint, input.projectDir);
  const code = codeFilesOfNode(node);
  const changed = {
    changedCode: files.filter((file) => code.includes(file)),
    changedDataFiles: [
      ...files.filter((file) => !code.includes(file)),
      ...changedOutside(around, state),
    ],
  };
  const change = isSame ? null : await definitionChange(node, fingerprint, input, lookups);
  return {
    definitionChange: change,
    ...(change === null && !isSame ? { isReworded: true } : {}),
    ...changed,
    ...doubtOf(around),
    missingOutput: missingOutput(node, state.outputPath, isThere),
    upstreamMoved: upstreamMoved(node.id, fingerprint, input.resolved.manifest, input.state),
    dependsOnTime: isTimed(node, input.resolved),
    auditsChanged: auditsChanged(node, state),
  };
}

/** Also when the run itself is among its values. */
function isTimed(node: ManifestNode, { templated }: Observed['resolved']): boolean {
  return dependsOnTime(node) || templated.get(node.id)?.isLate === true;
}

/** Whether it runs every time, changed or not. */
export function dependsOnTime({ kind, config }: ManifestNode): boolean {
  return config['always_run'] === true || (kinds.get(kind)?.dependsOnTime?.(config) ?? false);
}

/** Whether its audits are not those that the output of its last run has passed. */
export function auditsChanged({ config }: ManifestNode, state: NodeState | undefined): boolean {
  // Asked of every node of every run: most have none, and never had.
  if (config['audits'] === undefined && state?.auditsHash === undefined) return false;
  return auditsHashOf(config) !== (state?.auditsHash ?? null);
}

/** What was edited of a node that failed since it was built, if ever. It runs again at any rate: this only explains. */
async function changeOfFailed(
  node: ManifestNode,
  { resolved }: Observed,
  { lastBuilt, meaning }: Lookups,
): Promise<readonly FieldChange[] | null> {
  const before = (await lastBuilt())?.nodes.get(node.id);
  if (before === undefined) return null;
  const real = await meaning.realChanges(changesBetween(resolved.withValues(before), node));
  return real.length === 0 ? null : real;
}

/** Null: it reads differently, and makes the same. */
async function definitionChange(
  node: ManifestNode,
  stored: Fingerprint,
  { resolved, written }: Observed,
  { lastBuilt, meaning }: Lookups,
): Promise<readonly FieldChange[] | null> {
  const before = (await lastBuilt())?.nodes.get(node.id);
  if (before === undefined) return [];
  const built = resolved.withValues(before);
  const isAsBuilt = sameDefinition(definitionHashes(built), stored);
  const effective = isAsBuilt ? changesBetween(built, node) : [];
  const real = (await meaning.realChanges(effective)).filter(
    // What is said of a column is for people, as long as it is no type.
    (change) => !isOfColumns(change) || classifyField(change, built, node) !== 'metadata',
  );
  if (effective.length > 0 && real.length === 0) return null;
  const template = resolved.templated.get(node.id);
  const now = written.nodes.get(node.id);
  // A manifest that doesn't fit the fingerprint would explain with values that were never built.
  if (template === undefined || now === undefined) return real;
  // With which values it was built is not known, only that they, or the definition, were others.
  const changes = changesBetween(before, now);
  return changes.length > 0 ? changes : changedValues(template);
}

function isOfColumns({ path }: FieldChange): boolean {
  return /^columns\b/.test(path);
}

function changesBetween(before: ManifestNode, now: ManifestNode): FieldChange[] {
  return diffFields(
    { ...functionalFields(before.config), columns: before.columns },
    { ...functionalFields(now.config), columns: now.columns },
  );
}

/** Values that a node was not built with, or at least one of them. */
function changedValues({ used }: ResolvedConfig): FieldChange[] {
  return [...used].map(([source, { text, isSecret }]) => ({
    path: `{{ ${source} }}`,
    before: 'another value',
    after: isSecret ? 'a value of the environment' : text,
  }));
}

function sameDefinition(a: DefinitionHashes, b: DefinitionHashes): boolean {
  return a.content === b.content && a.schema === b.schema && a.config === b.config;
}

function doubtOf({ doubt }: OutsideLook): Pick<NodeFacts, 'doubt'> {
  return doubt === null ? {} : { doubt };
}

async function changedDataFiles(
  node: ManifestNode,
  state: NodeState,
  fingerprint: Fingerprint,
  projectDir: string,
): Promise<string[]> {
  const paths = dataFilesOfNode(node);
  if (paths.length === 0) return [];
  const facts = await readDataFileFacts(projectDir, paths, state.dataFiles);
  if (digestDataFiles(facts, state.outsideFacts) === fingerprint.data) return [];
  const stored = new Map(state.dataFiles.map((file) => [file.path, file.contentHash]));
  const now = new Map(facts.map((file) => [file.path, file.contentHash]));
  const changed = [...new Set([...stored.keys(), ...now.keys()])].filter(
    (path) => stored.get(path) !== now.get(path),
  );
  return changed.length > 0 ? changed : [...paths];
}

/** `lastPath`: what the last run left; a kind of one's own doesn't say beforehand what it will leave. */
export function missingOutput(
  node: ManifestNode,
  lastPath: string | null,
  isThere: Lookups['isThere'],
): string | null {
  for (const path of expectedOutputs(node, lastPath)) {
    if (!isThere(path)) return path;
  }
  return null;
}

/** Relative to the project. */
export function expectedOutputs(node: ManifestNode, lastPath: string | null): readonly string[] {
  const declared = kinds.get(node.kind)?.outputs(node) ?? [];
  return declared.length === 0 && lastPath !== null ? [lastPath] : declared;
}

/** What was found out of a node's upstream, for as long as nobody of them runs again. */
const movements = new WeakMap<
  Fingerprint,
  { readonly graph: Graph; readonly upstream: readonly string[]; readonly moved: boolean }
>();

/** Upstream nodes that were never built make no hash; they run, and their readers with them. */
function upstreamMoved(
  id: NodeId,
  stored: Fingerprint,
  { graph }: Manifest,
  state: ExecutionState,
): boolean {
  const ids = graph.upstreamOf(id);
  const upstream = ids.map((up) => state.get(up)?.fingerprint?.combined ?? '');
  const known = movements.get(stored);
  // Asked of all nodes at every look, and hashing takes longer than all the rest.
  if (known?.graph === graph && known.upstream.every((combined, at) => combined === upstream[at])) {
    return known.moved;
  }
  const moved = upstreamHash(ids.map((up, at) => [up, upstream[at] ?? ''])) !== stored.upstream;
  movements.set(stored, { graph, upstream, moved });
  return moved;
}
