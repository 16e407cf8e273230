import type { ProjectPaths } from '../files/project-paths';
import { parseNodeId, type NodeId } from '../graph/node-id';
import { loadManifest } from '../manifest/load-manifest';
import { Manifest, type ManifestNode } from '../manifest/manifest';
import type { DefinitionHashes } from '../state/fingerprint';
import { linkNodes } from './link-nodes';
import type { LinkedProject, LinkSurroundings } from './linked-project';
import { hasErrors, type NodeFile } from './node-file';
import { relink, type LastLink } from './relink';
import { templatedNodes } from './templated-nodes';

/** The last one: whoever looks at a project again and again has changed little of it in between. */
let last: (LastLink & { readonly root: string }) | null = null;

/** Holds the files against each other and makes the manifest out of them. */
export async function linkProject(
  paths: ProjectPaths,
  files: readonly NodeFile[],
  surroundings: LinkSurroundings,
): Promise<LinkedProject> {
  const again = last?.root === paths.root ? relink(files, surroundings, last) : null;
  const linked = again ?? (await linkAll(paths, files, surroundings));
  last = { root: paths.root, files, linked, hasErrors: again === null && files.some(hasErrors) };
  return linked;
}

async function linkAll(
  paths: ProjectPaths,
  files: readonly NodeFile[],
  { name, common }: LinkSurroundings,
): Promise<LinkedProject> {
  const previous = await previousNodes(paths, files);
  const { nodes, edges, broken, diagnostics } = linkNodes(files, previous, common);
  const manifest = new Manifest({
    metadata: { project: name, seeknalVersion: '2.0.0', generatedAt: '' },
    nodes,
    edges,
  });
  return {
    manifest,
    hashes: hashesOf(files, manifest),
    templated: templatedNodes(manifest, files),
    broken,
    diagnostics,
  };
}

/** Those that reading the files gave, of the nodes that the manifest has from them. */
function hashesOf(
  files: readonly NodeFile[],
  manifest: Manifest,
): ReadonlyMap<NodeId, DefinitionHashes> {
  const hashes = new Map<NodeId, DefinitionHashes>();
  for (const node of files.flatMap(({ nodes }) => nodes)) {
    const id = node.hashes === null ? null : parseNodeId(node.id);
    if (node.hashes === null || id?.ok !== true) continue;
    if (manifest.nodes.get(id.value)?.config === node.config) hashes.set(id.value, node.hashes);
  }
  return hashes;
}

/** By file, the nodes of the last good manifest whose files can't be understood now. */
async function previousNodes(
  paths: ProjectPaths,
  files: readonly NodeFile[],
): Promise<ReadonlyMap<string, readonly ManifestNode[]>> {
  const broken = new Set(files.filter(hasErrors).map((file) => file.path));
  if (broken.size === 0) return new Map();
  const last = await loadManifest(paths.manifest, paths.root);
  if (!last.ok) return new Map();
  const byFile = new Map<string, ManifestNode[]>();
  for (const node of last.value.nodes.values()) {
    if (node.filePath === null || !broken.has(node.filePath)) continue;
    byFile.set(node.filePath, [...(byFile.get(node.filePath) ?? []), node]);
  }
  return byFile;
}
