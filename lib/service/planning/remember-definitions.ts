import type { ProjectPaths } from '../../files/project-paths';
import { writeAtomic } from '../../files/write-atomic';
import { Manifest } from '../../manifest/manifest';
import { manifestText } from '../../manifest/manifest-to-json';
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
  /** The manifest as it was executed, with values in the place of expressions. */
  executed: Manifest = manifest,
): Promise<void> {
  const before = await loadLastBuilt(paths);
  const nodes = [...manifest.nodes.values()].flatMap((node) => {
    const fingerprint = state.get(node.id)?.fingerprint ?? null;
    const effective = executed.nodes.get(node.id) ?? node;
    const builtNow =
      fingerprint !== null && definitionHashes(effective).content === fingerprint.content;
    if (builtNow) return [node];
    const earlier = before?.nodes.get(node.id);
    return earlier === undefined ? [] : [earlier];
  });
  const kept = new Set(nodes.map((node) => node.id));
  const built = new Manifest({
    metadata: manifest.metadata,
    nodes,
    edges: manifest.edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to)),
  });
  const text = manifestText(built);
  if (before === null || manifestText(before) !== text) {
    await writeAtomic(lastBuiltPath(paths), text);
  }
}
