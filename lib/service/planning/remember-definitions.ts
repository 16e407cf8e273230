import type { ProjectPaths } from '../../files/project-paths';
import { readIfThere } from '../../files/read-if-there';
import { writeAtomic } from '../../files/write-atomic';
import { timelessText } from '../../manifest/hash-manifest';
import { Manifest, type ManifestNode } from '../../manifest/manifest';
import type { ResolvedProject } from '../../project/resolve-project';
import type { ExecutionState } from '../../state/execution-state';
import { definitionHashes } from '../../state/fingerprint';
import { lastBuiltPath, loadLastBuilt } from './last-built';

/**
 * Keeps the definitions from which the current outputs were built, so that the next plan can tell old
 * values from new ones. A node that this run left out keeps the definition that it was built with.
 */
export async function rememberDefinitions(
  paths: ProjectPaths,
  manifest: Manifest,
  state: ExecutionState,
  /** The definitions as they were executed, with values in the place of expressions. */
  executed: Pick<ResolvedProject, 'manifest' | 'hashes'> = { manifest, hashes: new Map() },
): Promise<void> {
  const isBuilt = (node: ManifestNode): boolean => {
    const effective = executed.manifest.nodes.get(node.id) ?? node;
    const { content } = executed.hashes.get(node.id) ?? definitionHashes(effective);
    return state.get(node.id)?.fingerprint?.content === content;
  };
  const nodes = [...manifest.nodes.values()];
  const built = nodes.every(isBuilt)
    ? manifest
    : builtAsOf(manifest, isBuilt, await loadLastBuilt(paths));
  const text = timelessText(built);
  const path = lastBuiltPath(paths);
  if ((await readIfThere(path)) !== text) await writeAtomic(path, text);
}

/** Each node as its output was built: now, or as it was `before`. */
function builtAsOf(
  manifest: Manifest,
  isBuilt: (node: ManifestNode) => boolean,
  before: Manifest | null,
): Manifest {
  const nodes = [...manifest.nodes.values()].flatMap((node) =>
    isBuilt(node) ? [node] : (before?.nodes.get(node.id) ?? []),
  );
  const kept = new Set(nodes.map((node) => node.id));
  return new Manifest({
    metadata: manifest.metadata,
    nodes,
    edges: manifest.edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to)),
  });
}
