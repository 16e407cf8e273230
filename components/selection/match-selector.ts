import { Graph } from '@/lib/graph/graph';
import { shortNameOf, kindOfId, type NodeId } from '@/lib/graph/node-id';
import type { SelectorVocabulary } from '@/lib/graph/selectors/complete-selector';
import { evaluateSelector, type SelectionSource } from '@/lib/graph/selectors/evaluate-selector';
import { parseSelector } from '@/lib/graph/selectors/parse-selector';
import { nextWords } from '@/lib/graph/selectors/selector';
import type { SelectorError } from '@/lib/graph/selectors/selector-error';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';

/** What a selector means in the project, as the command line would answer. */
export interface SelectorMatch {
  /** Null: nothing is looked for, or the text is not yet a selector; all nodes count. */
  readonly ids: ReadonlySet<NodeId> | null;
  /** Why the text is no selector, and where in it. */
  readonly problem: SelectorError | null;
  /** The selector that is answered in the place of a name that nothing has: `*user*` for `user`. */
  readonly answers: string | null;
  /** Conditions that hold for nothing, with what may have been meant. */
  readonly notes: readonly string[];
}

/** Of an empty text. */
export const nothingAsked: SelectorMatch = { ids: null, problem: null, answers: null, notes: [] };

/** Reads and evaluates a selector against the snapshot. A name that is only begun finds whatever holds it. */
export function matchSelector(text: string, source: SelectionSource): SelectorMatch {
  if (text.trim() === '') return nothingAsked;
  const selector = parseSelector(text);
  if (!selector.ok) return { ...nothingAsked, problem: selector.error };
  const selected = evaluateSelector(selector.value, source);
  if (selected.ok) {
    const notes = selected.value.unmatched.map(({ at, near }) => {
      const guess = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
      return `No node matches ${text.slice(at.start, at.end)}.${guess}`;
    });
    return { ids: selected.value.ids, problem: null, answers: null, notes };
  }
  if (selected.error.code !== 'unknown_name') return { ...nothingAsked, problem: selected.error };
  const wider = withWildcards(text, selected.error.at);
  const found = wider === null ? null : matchSelector(wider, source);
  if (found?.ids == null || found.ids.size === 0) {
    return { ...nothingAsked, ids: new Set(), problem: selected.error };
  }
  return { ...found, answers: found.answers ?? wider };
}

/** The snapshot as selectors see it: the same nodes, in the same states, as on the command line. */
export function selectionSource(snapshot: ProjectSnapshot): SelectionSource {
  const { nodes, edges, kinds, removed } = snapshot;
  return {
    graph: Graph.of(
      nodes.map(({ id }) => id),
      edges,
    ),
    nodes: [
      ...nodes.map((node) => ({
        ...node,
        change:
          node.change.type === 'modified'
            ? { type: node.change.type, parts: new Set(node.change.parts) }
            : { type: node.change.type },
        next: nextWords.find((word) => word === node.freshness) ?? null,
      })),
      ...removed.map(({ id, status }) => ({
        id,
        name: shortNameOf(id),
        kind: kindOfId(id),
        tags: [],
        owner: null,
        filePath: null,
        change: { type: 'removed' } as const,
        status,
        next: null,
      })),
    ],
    kinds: [...new Set([...kinds.map(({ kind }) => kind), ...nodes.map(({ kind }) => kind)])],
  };
}

/** What the search box completes with. */
export function vocabularyOf({ nodes, kinds }: ProjectSnapshot): SelectorVocabulary {
  const times = new Map<string, number>();
  for (const { name } of nodes) times.set(name, (times.get(name) ?? 0) + 1);
  const used = new Set(nodes.map(({ kind }) => kind));
  const files = nodes.flatMap(({ filePath }) => (filePath === null ? [] : [filePath]));
  return {
    nodes: nodes.map(({ id, name }) => ({
      id,
      name,
      as: (times.get(name) ?? 0) > 1 ? id : name,
    })),
    kinds: [...used, ...kinds.map(({ kind }) => kind).filter((kind) => !used.has(kind))],
    tags: [...new Set(nodes.flatMap(({ tags }) => tags))].toSorted(),
    owners: [...new Set(nodes.flatMap(({ owner }) => (owner === null ? [] : [owner])))].toSorted(),
    paths: [...new Set([...files.flatMap(foldersOf), ...files])].toSorted(),
  };
}

function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** The text with the word of a name set between wildcards, operators around it kept. */
function withWildcards(text: string, at: SelectorError['at']): string | null {
  const term = text.slice(at.start, at.end);
  const parts = /^(@|\d*\+)?([^"'*?+]+)(\+\d*)?$/.exec(term);
  if (parts?.[2] === undefined) return null;
  const wide = `${parts[1] ?? ''}*${parts[2]}*${parts[3] ?? ''}`;
  return text.slice(0, at.start) + wide + text.slice(at.end);
}
