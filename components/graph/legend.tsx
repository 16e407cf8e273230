'use client';

import { facetsOf, toggleFacet } from '@/lib/graph/selectors/facets';
import type { StateWord } from '@/lib/graph/selectors/selector';
import type { NodeFreshness, NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { cn } from '../ui/cn';
import { freshnessOrder, freshnessStates } from '../ui/freshness-states';
import { formatCount } from '../ui/format-count';
import { StateIcon } from '../ui/state-label';
import { countByFreshness } from './match-cards';

interface LegendProps {
  readonly nodes: readonly NodeSnapshot[];
  /** The selector; a state that it has a word for is looked for by that. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** States of a plan or a comparison that are looked for: no selector knows of these. */
  readonly shown: readonly NodeFreshness[];
  readonly onShown: (shown: NodeFreshness[]) => void;
  /** A plan or a comparison is drawn, in whose words the states are. */
  readonly isOther: boolean;
}

/** The word after `state:` for each state in which the next run may find a node. */
const stateWordOf: Partial<Record<NodeFreshness, StateWord>> = {
  new: 'new',
  changed: 'modified',
  stale: 'stale',
  failed: 'failed',
  missing: 'missing',
  always: 'always',
  cached: 'cached',
  broken: 'broken',
  removed: 'removed',
};

/** What the colours mean, how many nodes stand where, and at a click which of them. */
export function Legend({ nodes, text, onText, shown, onShown, isOther }: LegendProps) {
  const counts = countByFreshness(nodes);
  const written = new Set(facetsOf(text).state);
  const wordOf = (state: NodeFreshness): StateWord | null =>
    isOther ? null : (stateWordOf[state] ?? null);
  const chosen = freshnessOrder.filter((state) => {
    const word = wordOf(state);
    return shown.includes(state) || (word !== null && written.has(word));
  });
  const toggle = (state: NodeFreshness): void => {
    const word = wordOf(state);
    if (shown.includes(state)) onShown(shown.filter((other) => other !== state));
    else if (word === null) onShown([...shown, state]);
    else onText(toggleFacet(text, 'state', word));
  };
  return (
    <div role="group" aria-label="Filter by state" className="flex items-center gap-1">
      {freshnessOrder
        .filter((state) => counts.has(state) || chosen.includes(state))
        .map((state) => {
          const look = freshnessStates[state];
          const isChosen = chosen.includes(state);
          return (
            <button
              key={state}
              type="button"
              aria-pressed={isChosen}
              title={look.meaning}
              onClick={() => toggle(state)}
              className={cn(
                'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-xs whitespace-nowrap transition-colors hover:bg-hover',
                isChosen ? 'border-ink bg-hover text-ink' : 'border-transparent text-ink-soft',
                chosen.length > 0 && !isChosen && 'opacity-60',
              )}
            >
              <StateIcon look={look} />
              {look.label}
              <span className="font-medium text-ink tabular-nums">
                {formatCount(counts.get(state) ?? 0)}
              </span>
            </button>
          );
        })}
    </div>
  );
}
