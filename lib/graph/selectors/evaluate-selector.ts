import { nearMatches } from '../../util/near-matches';
import { err, ok, type Result } from '../../util/result';
import type { Graph } from '../graph';
import type { NodeId } from '../node-id';
import { isGlob, matchesGlob, matchesPath } from './match-glob';
import type { NodeChange, SelectableNode } from './selectable-node';
import type { Condition, Selector, Span, StateWord, Term } from './selector';
import { selectorError, type SelectorError } from './selector-error';
import { walkHops } from './walk-hops';

export interface SelectionSource {
  readonly graph: Graph;
  /** Nodes that were removed may be among them: then the graph doesn't know them. */
  readonly nodes: readonly SelectableNode[];
  /** Every kind that there is, whether or not a node is of it. */
  readonly kinds: readonly string[];
}

export interface Selected {
  /** In the order of the source's nodes. */
  readonly ids: ReadonlySet<NodeId>;
  /** Terms about names, kinds, tags, owners or paths that hold for no node: slips of the pen, perhaps. */
  readonly unmatched: readonly { readonly at: Span; readonly near: readonly string[] }[];
}

/** The nodes that a selector means. A name that is unknown, or that several kinds share, is an error. */
export function evaluateSelector(
  selector: Selector,
  source: SelectionSource,
): Result<Selected, SelectorError> {
  const names = indexNames(source.nodes);
  const selected = new Set<NodeId>();
  const unmatched: { at: Span; near: readonly string[] }[] = [];
  for (const terms of selector.branches) {
    let branch: ReadonlySet<NodeId> | null = null;
    for (const term of terms) {
      const matched = matchCondition(term, source, names);
      if (!matched.ok) return matched;
      if (matched.value.size === 0 && isAboutDefinition(term.condition)) {
        unmatched.push({ at: term.at, near: nearValues(term.condition, source) });
      }
      const reached = extend(matched.value, term, source.graph);
      branch = branch === null ? reached : intersect(branch, reached);
    }
    for (const id of branch ?? []) selected.add(id);
  }
  const ids = source.nodes.flatMap(({ id }) => (selected.has(id) ? [id] : []));
  return ok({ ids: new Set(ids), unmatched });
}

function extend(start: ReadonlySet<NodeId>, { reach }: Term, graph: Graph): ReadonlySet<NodeId> {
  if (reach.type === 'self_contained') {
    return walkHops(graph, walkHops(graph, start, 'downstream', Infinity), 'upstream', Infinity);
  }
  const upstream = walkHops(graph, start, 'upstream', reach.upstream);
  for (const id of walkHops(graph, start, 'downstream', reach.downstream)) upstream.add(id);
  return upstream;
}

function intersect(a: ReadonlySet<NodeId>, b: ReadonlySet<NodeId>): ReadonlySet<NodeId> {
  return new Set([...a].filter((id) => b.has(id)));
}

function matchCondition(
  { condition, at }: Term,
  source: SelectionSource,
  names: NameIndex,
): Result<ReadonlySet<NodeId>, SelectorError> {
  switch (condition.by) {
    case 'name':
      return matchName(condition.pattern, at, source.nodes, names);
    case 'kind':
      return matchKind(condition.pattern, at, source);
    case 'tag':
      return ok(where(source, (node) => node.tags.some((tag) => fits(condition.pattern, tag))));
    case 'owner':
      return ok(where(source, ({ owner }) => owner !== null && fits(condition.pattern, owner)));
    case 'path':
      return ok(
        where(
          source,
          ({ filePath }) => filePath !== null && matchesPath(condition.pattern, filePath),
        ),
      );
    case 'status':
      return ok(where(source, (node) => node.status === condition.word));
    case 'state':
      return ok(matchState(condition.word, source));
  }
}

function where(
  source: SelectionSource,
  matches: (node: SelectableNode) => boolean,
): ReadonlySet<NodeId> {
  return new Set(source.nodes.flatMap((node) => (matches(node) ? [node.id] : [])));
}

interface NameIndex {
  readonly byId: ReadonlyMap<string, SelectableNode>;
  readonly byName: ReadonlyMap<string, readonly SelectableNode[]>;
}

/** Thousands of names may be looked up in one selector. */
function indexNames(nodes: readonly SelectableNode[]): NameIndex {
  const byName = new Map<string, SelectableNode[]>();
  for (const node of nodes) {
    const others = byName.get(node.name);
    if (others === undefined) byName.set(node.name, [node]);
    else others.push(node);
  }
  return { byId: new Map(nodes.map((node) => [node.id, node])), byName };
}

/** An exact id comes first, then short names; nodes that are there come before those that were removed. */
function matchName(
  text: string,
  at: Span,
  nodes: readonly SelectableNode[],
  { byId, byName }: NameIndex,
): Result<ReadonlySet<NodeId>, SelectorError> {
  if (isGlob(text)) {
    // Without a dot only names are meant: `s*` is not every source.
    const matches = nodes.filter(
      (node) => matchesGlob(text, node.name) || (text.includes('.') && matchesGlob(text, node.id)),
    );
    return ok(new Set(matches.map(({ id }) => id)));
  }
  const exact = byId.get(text);
  if (exact !== undefined) return ok(new Set([exact.id]));
  const named = byName.get(text) ?? [];
  const present = named.filter((node) => node.change.type !== 'removed');
  const ids = (present.length > 0 ? present : named).map(({ id }) => id);
  if (ids.length === 1) return ok(new Set(ids));
  return err(ids.length === 0 ? unknownName(text, at, nodes) : ambiguousName(text, at, ids));
}

function unknownName(text: string, at: Span, nodes: readonly SelectableNode[]): SelectorError {
  const near = nearMatches(
    text,
    nodes.flatMap(({ id, name }) => [id, name]),
  );
  return selectorError(
    'unknown_name',
    at,
    `There is no node called "${text}".`,
    near.length > 0 ? `Did you mean ${near.join(', ')}?` : null,
  );
}

function ambiguousName(text: string, at: Span, ids: readonly NodeId[]): SelectorError {
  return selectorError(
    'ambiguous_name',
    at,
    `"${text}" names several nodes: ${ids.join(', ')}.`,
    `Write the id of the one that is meant, or *.${text} for all of them.`,
  );
}

function matchKind(
  pattern: string,
  at: Span,
  source: SelectionSource,
): Result<ReadonlySet<NodeId>, SelectorError> {
  if (!isGlob(pattern) && !source.kinds.includes(pattern)) {
    const near = nearMatches(pattern, source.kinds);
    return err(
      selectorError(
        'unknown_kind',
        at,
        `There is no kind of node called "${pattern}".`,
        near.length > 0
          ? `Did you mean ${near.join(', ')}?`
          : `The kinds are ${source.kinds.join(', ')}.`,
      ),
    );
  }
  return ok(where(source, (node) => fits(pattern, node.kind)));
}

function fits(pattern: string, text: string): boolean {
  return isGlob(pattern) ? matchesGlob(pattern, text) : pattern === text;
}

function matchState(word: StateWord, source: SelectionSource): ReadonlySet<NodeId> {
  const ofType = (...types: NodeChange['type'][]): ReadonlySet<NodeId> =>
    where(source, ({ change }) => types.includes(change.type));
  const modifiedPart = (part: 'sql' | 'config' | 'data'): ReadonlySet<NodeId> =>
    where(source, ({ change }) => change.type === 'modified' && change.parts.has(part));
  const changed = (): ReadonlySet<NodeId> =>
    walkHops(source.graph, ofType('new', 'modified', 'outdated'), 'downstream', Infinity);
  switch (word) {
    case 'new':
    case 'modified':
    case 'removed':
      return ofType(word);
    case 'modified.sql':
      return modifiedPart('sql');
    case 'modified.config':
      return modifiedPart('config');
    case 'modified.data':
      return modifiedPart('data');
    case 'changed':
      return changed();
    case 'unchanged': {
      const others = changed();
      return where(source, ({ id, change }) => change.type !== 'removed' && !others.has(id));
    }
    case 'stale':
    case 'failed':
    case 'missing':
    case 'always':
    case 'broken':
    case 'cached':
      return where(source, ({ next }) => next === word);
  }
}

/** A state or status that no node is in is the good case, not a slip. */
function isAboutDefinition(condition: Condition): boolean {
  return condition.by !== 'state' && condition.by !== 'status';
}

/** Values that somebody who wrote a condition that holds for nothing may have meant. */
function nearValues(condition: Condition, { nodes }: SelectionSource): readonly string[] {
  if (condition.by !== 'tag' && condition.by !== 'owner') return [];
  const known =
    condition.by === 'tag'
      ? nodes.flatMap(({ tags }) => tags)
      : nodes.flatMap(({ owner }) => (owner === null ? [] : [owner]));
  return nearMatches(condition.pattern, known);
}
