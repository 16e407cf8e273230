import type { NodeId } from '../graph/node-id';
import type { ManifestNode } from '../manifest/manifest';
import type { DefinitionHashes } from '../state/fingerprint';
import type { LinkedProject, LinkSurroundings } from './linked-project';
import type { NodeFile } from './node-file';
import { toManifestNode } from './to-manifest-node';

/**
 * A project of which some files were edited since it was linked, as long as all nodes are still the same
 * ones and read the same ones: then nothing but these definitions is new, and the graph stays what it is. Null
 * when more than that may have changed, or something is wrong: then everything must be held against
 * everything.
 */
export function relink(
  files: readonly NodeFile[],
  { name, common }: LinkSurroundings,
  last: { readonly files: readonly NodeFile[]; readonly linked: LinkedProject },
): LinkedProject | null {
  const { linked } = last;
  const { manifest, broken, diagnostics } = linked;
  // Shared SQL may hold references.
  const isPlain = common.size === 0 && broken.size === 0 && diagnostics.length === 0;
  if (!isPlain || manifest.metadata.project !== name) return null;
  if (files.length !== last.files.length) return null;
  const edited: ManifestNode[] = [];
  const hashes = new Map<NodeId, DefinitionHashes>(linked.hashes);
  const templated = new Set(linked.templated);
  for (const [index, file] of files.entries()) {
    // What becomes of its node then is up to the last good manifest.
    if (file.diagnostics.some(({ severity }) => severity === 'error')) return null;
    const before = last.files[index];
    if (file === before) continue;
    if (before === undefined || !readsTheSame(file, before)) return null;
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
