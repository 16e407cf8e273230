import type { Outside } from '../../connections/outside';
import { classifyField } from '../../diff/classify-change';
import { diffFields } from '../../diff/diff-fields';
import type { FieldChange } from '../../diff/field-change';
import type { NodeId } from '../../graph/node-id';
import { codeFilesOfNode, dataFilesOfNode } from '../../kinds/data-files-of-node';
import type { Manifest, ManifestNode } from '../../manifest/manifest';
import type { NodeFacts } from '../../planner/plan-run';
import { changedPaths, digestDataFiles, readDataFileFacts } from '../../state/data-file-facts';
import type { ExecutionState, Fingerprint, NodeState } from '../../state/execution-state';
import type { ResolvedProject } from '../../project/resolve-project';
import type { ResolvedConfig } from '../../templates/resolve-config';
import { fileLookup } from '../../files/file-lookup';
import { expectedOutputs, missingOutput } from './expected-outputs';
import { doubtOf, factsIfSame, isTimed } from './facts-if-same';
import {
  changedOutside,
  lookOutsideForBuilt,
  nothingOutside,
  type OutsideLook,
} from './look-outside';
import { auditsChanged, sameDefinition, upstreamMoved } from './node-state-facts';
import { SqlMeaning } from './sql-meaning';
import { definitionHashes, functionalFields } from '../../state/fingerprint';

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
        factsIfSame(node, around, input, lookups.isThere) ??
          (await observeNode(node, around, input, lookups)),
      );
    }
    return observed;
  } finally {
    await lookups.meaning.close();
  }
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
    missingOutput: missingOutput(expectedOutputs(node, state.outputPath), isThere),
    upstreamMoved: upstreamMoved(node.id, fingerprint, input.resolved.manifest.graph, input.state),
    dependsOnTime: isTimed(node, input.resolved),
    auditsChanged: auditsChanged(node, state),
  };
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
  const changed = changedPaths(state.dataFiles, facts);
  return changed.length > 0 ? changed : [...paths];
}
