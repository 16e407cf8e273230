'use client';

import { useMemo } from 'react';
import type { NodeId } from '@/lib/graph/node-id';
import type { SelectorVocabulary } from '@/lib/graph/selectors/complete-selector';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import {
  matchSelector,
  nothingAsked,
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
  /** What the search box completes with; worked out at the first call. */
  readonly vocabulary: () => SelectorVocabulary;
  readonly find: (text: string) => void;
}

/** The search, as the address has it. */
export function useSearch(
  [url, setUrl]: ReturnType<typeof useGraphUrl>,
  snapshot: ProjectSnapshot,
  /** The same with what a plan or a comparison says of its nodes. */
  drawn: ProjectSnapshot,
): Search {
  const isAsked = url.select.trim() !== '';
  // Of thousands of nodes both take a while, and most visits look for nothing.
  const source = useMemo(() => (isAsked ? selectionSource(snapshot) : null), [isAsked, snapshot]);
  const vocabulary = useMemo(() => {
    let made: SelectorVocabulary | null = null;
    return () => (made ??= vocabularyOf(snapshot));
  }, [snapshot]);
  const match = useMemo(
    () => (source === null ? nothingAsked : matchSelector(url.select, source)),
    [url.select, source],
  );
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
