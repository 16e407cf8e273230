import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import { kinds } from '../../kinds/registry';
import type { Manifest } from '../../manifest/manifest';
import { matchNodes } from '../../planner/match-nodes';
import type { Selection } from '../../planner/plan-run';
import { nearMatches } from '../../util/near-matches';
import { err, ok, type Result } from '../../util/result';
import type { AssessedProject } from './assess-project';
import { resolveSelectors } from './resolve-selectors';
import type { RunRequest } from '../requests/run-request';
import { serviceError, type ServiceError } from '../service-error';

export interface SelectedNodes {
  readonly selection: Selection;
  /** Sentences about filters that mean more, or less, than one may think. */
  readonly warnings: readonly string[];
}

/** What the filters of a request amount to in this project; refused when one names what isn't there. */
export async function selectNodes(
  paths: ProjectPaths,
  assessed: AssessedProject,
  request: RunRequest,
): Promise<Result<SelectedNodes, ServiceError>> {
  const { manifest } = assessed.parsed;
  const named = namedNodes(manifest, request.nodes);
  if (!named.ok) return named;
  const unknownKind = request.types.find((type) => !isKind(type, manifest));
  if (unknownKind !== undefined) return err(unknownKindError(unknownKind));
  const resolved = await resolveSelectors(paths, assessed, request);
  if (!resolved.ok) return resolved;
  const { only, except } = resolved.value;
  return ok({
    selection: {
      types: request.types,
      nodes: named.value.nodes,
      tags: request.tags,
      excludeTags: request.excludeTags,
      only,
      except,
    },
    warnings: [
      ...named.value.warnings,
      ...unknownTags(manifest, [...request.tags, ...request.excludeTags]),
      ...resolved.value.warnings,
    ],
  });
}

function namedNodes(
  manifest: Manifest,
  names: readonly string[],
): Result<{ nodes: NodeId[]; warnings: string[] }, ServiceError> {
  const nodes = new Set<NodeId>();
  const warnings: string[] = [];
  for (const name of names) {
    const matches = matchNodes(manifest, name);
    if (matches.length === 0) return err(unknownNode(manifest, name));
    if (matches.length > 1) {
      warnings.push(`"${name}" names several nodes, and all of them run: ${matches.join(', ')}.`);
    }
    for (const id of matches) nodes.add(id);
  }
  return ok({ nodes: [...nodes], warnings });
}

function unknownNode(manifest: Manifest, name: string): ServiceError {
  const candidates = [...manifest.nodes.values()].flatMap((node) => [node.id, node.name]);
  const near = nearMatches(name, candidates);
  return serviceError('unknown_node', `There is no node called "${name}".`, {
    hint:
      near.length > 0
        ? `Did you mean ${near.join(', ')}?`
        : 'The command `seeknal list` lists all nodes.',
  });
}

function isKind(type: string, manifest: Manifest): boolean {
  return kinds.has(type) || [...manifest.nodes.values()].some(({ kind }) => kind === type);
}

function unknownKindError(type: string): ServiceError {
  return serviceError('unknown_kind', `There is no kind of node called "${type}".`, {
    hint: `The kinds are ${[...kinds.keys()].join(', ')}.`,
  });
}

function unknownTags(manifest: Manifest, tags: readonly string[]): string[] {
  if (tags.length === 0) return [];
  const known = new Set([...manifest.nodes.values()].flatMap((node) => node.tags));
  return tags.flatMap((tag) => {
    if (known.has(tag)) return [];
    const near = nearMatches(tag, known);
    const guess = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
    return [`No node has the tag "${tag}".${guess}`];
  });
}
