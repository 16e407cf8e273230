import type { ProjectPaths } from '../files/project-paths';
import { parseNodeId, type NodeId } from '../graph/node-id';
import { loadManifest } from '../manifest/load-manifest';
import { Manifest, type ManifestNode } from '../manifest/manifest';
import type { DefinitionHashes } from '../state/fingerprint';
import { checkConnections } from './check-connections';
import { checkDataFiles } from './check-data-files';
import { checkPools } from './check-pools';
import { checkTemplates } from './check-templates';
import { findNodeFiles } from './find-node-files';
import { linkNodes } from './link-nodes';
import { withLocalImports } from './local-imports';
import type { NodeFile } from './node-file';
import { orderDiagnostics } from './order-diagnostics';
import type { ParsedProject } from './parsed-project';
import { projectFromManifest } from './project-from-manifest';
import { readCommon } from './read-common';
import { readNodeFiles, unreadableFile } from './read-node-files';
import { readSurroundings } from './read-surroundings';
import { templatedNodes } from './templated-nodes';

/**
 * Compiles the node files of a project. Every mistake of every file is reported at once, and one broken
 * file does not hide the rest: its node stays as the last good manifest has it. A folder without node
 * files is taken by its target/manifest.json.
 */
export async function parseProject(paths: ProjectPaths): Promise<ParsedProject> {
  // Before any node file is read: the project may have kinds of its own.
  const [{ about, diagnostics }, { common, diagnostics: commonProblems }] = await Promise.all([
    readSurroundings(paths),
    readCommon(paths),
  ]);
  const { files: found, unreadable } = findNodeFiles(paths);
  const problems = [...diagnostics, ...commonProblems];
  if (found.length === 0 && unreadable.length === 0)
    return projectFromManifest(paths, about, problems);

  const files = [
    ...(await withLocalImports(paths.root, await readNodeFiles(paths, found))),
    ...unreadable.map(({ path, message }) =>
      unreadableFile(
        { path, sizeBytes: 0, modifiedMs: 0, changedMs: 0 },
        message,
        'Check what is there, and its permissions.',
      ),
    ),
  ];
  problems.push(...files.flatMap((file) => file.diagnostics));
  const previous = await previousNodes(paths, files);
  const linked = linkNodes(files, previous, common);
  problems.push(...linked.diagnostics);
  problems.push(...checkDataFiles(paths.root, files));
  problems.push(...checkPools(files, about.settings));
  problems.push(...checkConnections(files, about.profiles));
  problems.push(...(await checkTemplates(paths, files, common)));
  const manifest = new Manifest({
    metadata: { project: about.settings.name, seeknalVersion: '2.0.0', generatedAt: '' },
    nodes: linked.nodes,
    edges: linked.edges,
  });
  const hashes = hashesOf(files, manifest);
  const templated = templatedNodes(manifest, files);
  return {
    manifest,
    hashes,
    templated,
    common,
    ...about,
    ...orderDiagnostics(problems),
    broken: linked.broken,
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

function hasErrors(file: NodeFile): boolean {
  return file.diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
