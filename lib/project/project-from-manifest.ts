import type { ProjectPaths } from '../files/project-paths';
import type { NodeId } from '../graph/node-id';
import { kinds } from '../kinds/registry';
import { loadManifest } from '../manifest/load-manifest';
import { Manifest, type ManifestNode } from '../manifest/manifest';
import { noCommonValues } from '../templates/common-values';
import type { Diagnostic } from './diagnostic';
import { cycleFound, linkNodes } from './link-nodes';
import type { NodeFile } from './node-file';
import { orderDiagnostics } from './order-diagnostics';
import type { ParsedProject } from './parsed-project';
import type { Surroundings } from './read-surroundings';
import { refsOf } from './refs-of';
import { templatedNodes } from './templated-nodes';

/** A folder without node files, by the manifest that lies in it. */
export async function projectFromManifest(
  paths: ProjectPaths,
  about: Surroundings,
  before: readonly Diagnostic[],
): Promise<ParsedProject> {
  const loaded = await loadManifest(paths.manifest, paths.root);
  if (loaded.ok) {
    return projectOfManifest(loaded.value, about, [...before, filesAreGone(loaded.value)]);
  }
  const missing = loaded.error.code === 'missing';
  return {
    manifest: new Manifest({
      metadata: { project: about.settings.name, seeknalVersion: '2.0.0', generatedAt: '' },
      nodes: [],
      edges: [],
    }),
    hashes: new Map(),
    templated: new Set(),
    common: noCommonValues,
    ...about,
    ...orderDiagnostics([
      ...before,
      {
        code: missing ? 'no_node_files' : 'invalid_manifest',
        severity: 'error',
        message: missing ? 'The project has no node files yet.' : loaded.error.message,
        hint: missing
          ? 'Make a first one, as in seeknal/sources/users.yml.'
          : 'Write node files under seeknal/, or correct the manifest.',
        place: null,
        nodeId: null,
      },
    ]),
    broken: new Set<NodeId>(),
  };
}

/**
 * Told with everything that is said of such a project: without node files nothing can differ from the manifest, so
 * that all would seem well to somebody who has lost them.
 */
function filesAreGone({ metadata: { generatedAt } }: Manifest): Diagnostic {
  const atMs = Date.parse(generatedAt);
  const when = Number.isNaN(atMs)
    ? ''
    : ` of ${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return {
    code: 'nodes_from_manifest',
    severity: 'warning',
    message: `There is no node file under seeknal/: the nodes are those of target/manifest.json${when}, and no edit of theirs can be seen.`,
    hint: 'Bring the files back, as from version control; to begin anew, remove target/manifest.json; to run from the manifest alone, go on.',
    place: null,
    nodeId: null,
  };
}

/** A manifest taken as it is, with all that is wrong with it; `before`: what was found until then. */
export function projectOfManifest(
  manifest: Manifest,
  about: Surroundings,
  before: readonly Diagnostic[],
): ParsedProject {
  const { diagnostics } = linkNodes(
    [...manifest.nodes.values()].map((node) => fileOfNode(node)),
    new Map(),
  );
  const problems = [...before, ...diagnostics, ...unknownKinds(manifest)];
  // The edges decide what runs when; they may say more than the documents do.
  const cycle = manifest.graph.findCycle();
  if (cycle !== null && !problems.some(({ code }) => code === 'cycle')) {
    problems.push(cycleFound(cycle, new Map()));
  }
  return {
    manifest,
    hashes: new Map(),
    templated: templatedNodes(manifest, []),
    common: noCommonValues,
    ...about,
    ...orderDiagnostics(problems),
    broken: new Set<NodeId>(),
  };
}

/** Kinds that manifests of the original may have, and nothing here can run. */
function unknownKinds(manifest: Manifest): Diagnostic[] {
  return [...manifest.nodes.values()].flatMap((node): Diagnostic[] =>
    kinds.has(node.kind)
      ? []
      : [
          {
            code: 'unknown_kind',
            severity: 'error',
            message: `${node.id} is of the kind "${node.kind}", which can't be run here.`,
            hint: `The kinds are ${[...kinds.keys()].join(', ')}.`,
            place: null,
            nodeId: node.id,
          },
        ],
  );
}

/** A node that came from a manifest, in the form in which files are linked. */
function fileOfNode(node: ManifestNode): NodeFile {
  const at = { line: 1, column: 1 };
  return {
    path: node.filePath ?? 'target/manifest.json',
    sizeBytes: 0,
    modifiedMs: 0,
    changedMs: 0,
    diagnostics: [],
    nodes: [
      {
        id: node.id,
        kind: node.kind,
        name: node.name,
        config: node.config,
        refs: refsOf(node.config, kinds.get(node.kind)?.furtherRefs).map((ref) => ({ ref, at })),
        dataFiles: [],
        templates: [],
        nameAt: at,
        hashes: null,
      },
    ],
  };
}
