'use client';

import type { NodeFreshness, NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { cn } from '../ui/cn';
import { freshnessOrder, freshnessStates, StateIcon } from '../ui/status';
import { countByFreshness } from './match-cards';

interface LegendProps {
  readonly nodes: readonly NodeSnapshot[];
  /** States that are looked for; empty for all. */
  readonly chosen: readonly NodeFreshness[];
  readonly onChoose: (chosen: NodeFreshness[]) => void;
}

/** What the colours mean, how many nodes stand where, and at a click which of them. */
export function Legend({ nodes, chosen, onChoose }: LegendProps) {
  const counts = countByFreshness(nodes);
  const toggle = (state: NodeFreshness): void =>
    onChoose(
      chosen.includes(state) ? chosen.filter((other) => other !== state) : [...chosen, state],
    );
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
              <span className="font-medium text-ink tabular-nums">{counts.get(state) ?? 0}</span>
            </button>
          );
        })}
    </div>
  );
}
