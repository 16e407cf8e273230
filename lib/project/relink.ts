import type { NodeId } from '../graph/node-id';
import type { ManifestNode } from '../manifest/manifest';
import type { DefinitionHashes } from '../state/fingerprint';
import type { LinkedProject, LinkSurroundings } from './linked-project';
import { hasErrors, type NodeFile } from './node-file';
import { toManifestNode } from './to-manifest-node';

/** What was linked last, and from which files. */
export interface LastLink {
  readonly files: readonly NodeFile[];
  /** One of the files has a mistake. */
  readonly hasErrors: boolean;
  readonly linked: LinkedProject;
}

/**
 * A project of which some files were edited since it was linked, as long as all nodes are still the same
 * ones and read the same ones: then nothing but these definitions is new, and the graph stays what it is. Null
 * when more than that may have changed, or something is wrong: then everything must be held against
 * everything.
 */
export function relink(
  files: readonly NodeFile[],
  { name, common }: LinkSurroundings,
  last: LastLink,
): LinkedProject | null {
  const { linked } = last;
  const { manifest, broken, diagnostics } = linked;
  // Shared SQL may hold references. What becomes of a broken file's node is up to the last good manifest.
  const isPlain =
    common.size === 0 && broken.size === 0 && diagnostics.length === 0 && !last.hasErrors;
  if (!isPlain || manifest.metadata.project !== name) return null;
  if (files.length !== last.files.length) return null;
  const others = files.flatMap((file, index) => (file === last.files[index] ? [] : [index]));
  // The very same answer for the very same files: who compares sees at once that nothing has changed.
  if (others.length === 0) return linked;
  const edited: ManifestNode[] = [];
  const hashes = new Map<NodeId, DefinitionHashes>(linked.hashes);
  const templated = new Set(linked.templated);
  for (const index of others) {
    const [file, before] = [files[index], last.files[index]];
    if (file === undefined || before === undefined) return null;
    if (hasErrors(file) || !readsTheSame(file, before)) return null;
    for (const node of file.nodes) {
      const definition = toManifestNode(node, file.path);
      if (definition === null) return null;
      edited.push(definition);
      hashes.delete(definition.id);
      if (node.hashes !== null) hashes.set(definition.id, node.hashes);
      if (node.templates.length > 0) templated.add(definition.id);
      else templated.delete(definition.id);
    }
  }
  return { manifest: manifest.withDefinitions(edited), hashes, templated, broken, diagnostics };
}

function readsTheSame(now: NodeFile, before: NodeFile): boolean {
  if (now.path !== before.path || now.nodes.length !== before.nodes.length) return false;
  return now.nodes.every((node, index) => {
    const { id, refs } = before.nodes[index] ?? { id: null, refs: [] };
    return (
      node.id === id &&
      node.refs.length === refs.length &&
      node.refs.every(({ ref }, at) => ref === refs[at]?.ref)
    );
  });
}
