import type { NodeId } from '../graph/node-id';
import { Manifest, type ManifestNode } from '../manifest/manifest';
import { definitionHashes, type DefinitionHashes } from '../state/fingerprint';
import { localDay, parseDay } from '../templates/calendar-day';
import type { TemplateScope } from '../templates/evaluate-expression';
import { resolveConfig, type ResolvedConfig } from '../templates/resolve-config';
import type { TemplateValues } from '../templates/template-values';
import { isJsonObject } from '../util/json';
import type { ParsedProject } from './parsed-project';

/** A project with values in the place of its `{{ }}`. Never stored: the values may be secrets. */
export interface ResolvedProject {
  /** The manifest as it takes effect; what differs from run to run is still an expression in it. */
  readonly manifest: Manifest;
  /** Of definitions with their values, as far as they are known already. */
  readonly hashes: ReadonlyMap<NodeId, DefinitionHashes>;
  /** Nodes in which something was, or should have been, replaced. */
  readonly templated: ReadonlyMap<NodeId, ResolvedConfig>;
  /** An earlier definition of a node with the values of today. */
  readonly withValues: (node: ManifestNode) => ManifestNode;
  /** The node as it is executed, with what only a run knows. */
  readonly nodeInRun: (id: NodeId, run: { id: string; date: string }) => NodeInRun | null;
}

export interface NodeInRun {
  readonly node: ManifestNode;
  readonly written: ResolvedConfig['written'];
}

/** What surrounds a project while its expressions are resolved. */
export interface Surroundings {
  readonly values: TemplateValues;
  readonly now: Date;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly projectDir: string;
}

/** Puts values in the place of the `{{ }}` of every node that has some; the others stay the same objects. */
export function resolveProject(
  parsed: Pick<ParsedProject, 'manifest' | 'hashes' | 'templated' | 'common'>,
  { values, now, environment, projectDir }: Surroundings,
): ResolvedProject {
  const { manifest, common } = parsed;
  const scope: TemplateScope = {
    values,
    today: (values.date === null ? null : parseDay(values.date)) ?? localDay(now),
    environment,
    common,
    projectName: manifest.metadata.project,
    projectDir,
    run: null,
  };
  const replaced = new Set(Object.keys(values.params));
  const concerned = (node: ManifestNode): boolean =>
    parsed.templated.has(node.id) || hasParam(node, replaced);
  const templated = new Map<NodeId, ResolvedConfig>();
  // Most projects have none, and are looked at after each edit.
  const nodes = parsed.templated.size + replaced.size > 0 ? manifest.nodes.values() : [];
  for (const node of nodes) {
    if (concerned(node)) templated.set(node.id, resolveConfig(node.config, scope));
  }
  return {
    templated,
    ...(templated.size === 0 ? { manifest, hashes: parsed.hashes } : effective(parsed, templated)),
    withValues: (node) => ({ ...node, config: resolveConfig(node.config, scope).config }),
    nodeInRun: (id, run) => {
      const node = manifest.nodes.get(id);
      if (node === undefined) return null;
      if (!templated.has(id)) return { node, written: new Map() };
      const resolved = resolveConfig(node.config, { ...scope, run });
      return { node: { ...node, config: resolved.config }, written: resolved.written };
    },
  };
}

function effective(
  { manifest, hashes }: Pick<ParsedProject, 'manifest' | 'hashes'>,
  templated: ReadonlyMap<NodeId, ResolvedConfig>,
): Pick<ResolvedProject, 'manifest' | 'hashes'> {
  const known = new Map(hashes);
  const nodes = [...manifest.nodes.values()].map((node) => {
    const resolved = templated.get(node.id);
    if (resolved === undefined) return node;
    known.set(node.id, definitionHashes({ config: resolved.config, columns: node.columns }));
    return { ...node, config: resolved.config };
  });
  const { metadata, edges, extra } = manifest;
  return { manifest: new Manifest({ metadata, nodes, edges, extra }), hashes: known };
}

function hasParam({ config }: ManifestNode, names: ReadonlySet<string>): boolean {
  const { params } = config;
  return isJsonObject(params) && Object.keys(params).some((name) => names.has(name));
}

/** What the nodes of a project have from the environment: nothing of it may be written down. */
export function secretValues({ templated }: ResolvedProject): string[] {
  return [...templated.values()].flatMap(({ used }) =>
    [...used.values()].flatMap(({ isSecret, text }) => (isSecret ? [text] : [])),
  );
}
