import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectPaths } from '../files/project-paths';
import {
  loadExtensions,
  noExtensions,
  type ExtensionsProblem,
} from '../extensions/load-extensions';
import { parseNodeId, type NodeId } from '../graph/node-id';
import { languageOf } from '../kinds/code/languages';
import { kinds } from '../kinds/registry';
import { loadManifest } from '../manifest/load-manifest';
import { Manifest, type ManifestNode } from '../manifest/manifest';
import type { DefinitionHashes } from '../state/fingerprint';
import { maskCredentials } from '../util/mask-secrets';
import { checkConnections } from './check-connections';
import { noCommonValues } from '../templates/common-values';
import { expressionsOf } from '../templates/expressions-of';
import { checkDataFiles } from './check-data-files';
import { checkTemplates } from './check-templates';
import { checkPools } from './check-pools';
import type { Diagnostic } from './diagnostic';
import { findNodeFiles, type FoundFile } from './find-node-files';
import { cycleFound, linkNodes } from './link-nodes';
import type { NodeFile } from './node-file';
import { canBeCached, isSameFile } from './file-version';
import { withLocalImports } from './local-imports';
import { loadParseCache, saveParseCache } from './parse-cache';
import type { ParsedProject } from './parsed-project';
import { readProfiles } from './read-profiles';
import { readCommon } from './read-common';
import { readSettings } from './read-settings';
import { refsOf } from './refs-of';

/** A node file is written by hand; what is larger is something else by mistake. */
const mostBytes = 5_000_000;

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
    ...(await withLocalImports(paths.root, await readFiles(paths, found))),
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
    ...sorted(problems),
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

/** Nodes with expressions in them; those of broken files are looked through, since they come from before. */
function templatedNodes(manifest: Manifest, files: readonly NodeFile[]): ReadonlySet<NodeId> {
  const known = new Map(
    files.flatMap(({ nodes }) => nodes.map((node) => [node.config, node.templates.length > 0])),
  );
  const templated = [...manifest.nodes.values()].filter(
    ({ config }) => known.get(config) ?? expressionsOf(config).length > 0,
  );
  return new Set(templated.map(({ id }) => id));
}

type Surroundings = Pick<ParsedProject, 'settings' | 'extensions' | 'profiles'>;

/** What a project says beside its nodes: its settings, its profile, and what its config file adds. */
export async function readSurroundings(
  paths: ProjectPaths,
): Promise<{ readonly about: Surroundings; readonly diagnostics: readonly Diagnostic[] }> {
  const [{ settings, diagnostics: ofSettings }, { profiles, diagnostics: ofProfiles }, loaded] =
    await Promise.all([readSettings(paths), readProfiles(paths), loadExtensions(paths)]);
  const diagnostics = [...ofSettings, ...ofProfiles];
  if (loaded.ok) return { about: { settings, profiles, extensions: loaded.value }, diagnostics };
  return {
    about: { settings, profiles, extensions: noExtensions },
    diagnostics: [...diagnostics, configFileProblem(loaded.error)],
  };
}

/** Unchanged files come from the cache; only what is new to it is read. */
async function readFiles(paths: ProjectPaths, found: readonly FoundFile[]): Promise<NodeFile[]> {
  const cache = await loadParseCache(paths);
  const startMs = Date.now();
  const cacheable = new Set<NodeFile>();
  const read = async (file: FoundFile): Promise<NodeFile> => {
    try {
      const node = await readOne(paths, file);
      if (canBeCached(file, startMs)) cacheable.add(node);
      return node;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return unreadableFile(file, message, 'Check the permissions of the file.');
    }
  };
  const known = new Map<string, NodeFile>();
  for (const file of found) {
    const cached = cache.files.get(file.path);
    if (cached !== undefined && isSameFile(cached, file)) known.set(file.path, cached);
  }
  const isCached = (file: NodeFile): boolean => cache.files.get(file.path) === file;
  const others = await Promise.all(found.filter(({ path }) => !known.has(path)).map(read));
  for (const file of others) known.set(file.path, file);
  const files = found.flatMap(({ path }) => known.get(path) ?? []);
  const toCache = files.filter(
    // A password that stands in a node file stays there, and nowhere else.
    (file) =>
      isCached(file) ||
      (cacheable.has(file) && file.nodes.every(({ config }) => maskCredentials(config) === config)),
  );
  await saveParseCache(paths, toCache, cache);
  return files;
}

async function readOne(paths: ProjectPaths, file: FoundFile): Promise<NodeFile> {
  if (file.sizeBytes <= mostBytes) {
    const bytes = await readFile(join(paths.root, file.path));
    // Loaded only when there is something to parse.
    const language = languageOf(file.path);
    if (language !== null) {
      const { readCodeFile } = await import('./read-code-file');
      return await readCodeFile(file, bytes, language);
    }
    const { readNodeFile } = await import('./read-node-file');
    return await readNodeFile(file, bytes);
  }
  const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
  return unreadableFile(
    file,
    `it has ${megabytes(file.sizeBytes)} MB, and a node file may have ${megabytes(mostBytes)}`,
    'Keep data in files of its own, and let a source name them.',
  );
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

async function projectFromManifest(
  paths: ProjectPaths,
  about: Surroundings,
  before: readonly Diagnostic[],
): Promise<ParsedProject> {
  const loaded = await loadManifest(paths.manifest, paths.root);
  if (loaded.ok) return projectOfManifest(loaded.value, about, before);
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
    ...sorted([
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
    ...sorted(problems),
    broken: new Set<NodeId>(),
  };
}

function configFileProblem({ file, message, hint }: ExtensionsProblem): Diagnostic {
  return {
    code: 'invalid_config_file',
    severity: 'error',
    message,
    hint,
    place: { file, line: 1, column: 1 },
    nodeId: null,
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

function unreadableFile(file: FoundFile, message: string, hint: string): NodeFile {
  return {
    ...file,
    nodes: [],
    diagnostics: [
      {
        code: 'unreadable_file',
        severity: 'error',
        message: `${file.path} can't be read: ${message}`,
        hint,
        place: { file: file.path, line: 1, column: 1 },
        nodeId: null,
      },
    ],
  };
}

/** Errors first, then by file, line and column. */
function sorted(
  diagnostics: readonly Diagnostic[],
): Pick<ParsedProject, 'diagnostics' | 'hasErrors'> {
  const inOrder = diagnostics.toSorted(
    (a, b) =>
      Number(a.severity === 'warning') - Number(b.severity === 'warning') ||
      compare(a.place?.file ?? '', b.place?.file ?? '') ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
  return {
    diagnostics: inOrder,
    hasErrors: inOrder.some((diagnostic) => diagnostic.severity === 'error'),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
