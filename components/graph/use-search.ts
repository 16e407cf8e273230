'use client';

import { useMemo } from 'react';
import type { NodeId } from '@/lib/graph/node-id';
import type { SelectorVocabulary } from '@/lib/graph/selectors/complete-selector';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import {
  matchSelector,
  selectionSource,
  vocabularyOf,
  type SelectorMatch,
} from '../selection/match-selector';
import { matchCards } from './match-cards';
import type { useGraphUrl } from './use-graph-url';

/** What is looked for by the search box and the legend, and what it finds. */
export interface Search {
  readonly match: SelectorMatch;
  /** What stands out: found by the selector and in one of the states that are chosen; null for all. */
  readonly matches: ReadonlySet<NodeId> | null;
  /** What the search box completes with. */
  readonly vocabulary: SelectorVocabulary;
  readonly find: (text: string) => void;
}

/** The search, as the address has it. */
export function useSearch(
  [url, setUrl]: ReturnType<typeof useGraphUrl>,
  snapshot: ProjectSnapshot,
  /** The same with what a plan or a comparison says of its nodes. */
  drawn: ProjectSnapshot,
): Search {
  const source = useMemo(() => selectionSource(snapshot), [snapshot]);
  const vocabulary = useMemo(() => vocabularyOf(snapshot), [snapshot]);
  const match = useMemo(() => matchSelector(url.select, source), [url.select, source]);
  const matches = useMemo(
    () => matchCards(drawn.nodes, match.ids, url.show),
    [drawn.nodes, match, url.show],
  );
  return {
    match,
    matches,
    vocabulary,
    find: (text) => void setUrl({ select: text === '' ? null : text }),
  };
}
