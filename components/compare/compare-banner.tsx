'use client';

import { GitCompare } from 'lucide-react';
import { Button } from '../ui/button';
import { formatCount } from '../ui/format-count';
import type { CompareState } from './use-compare';

/** Says that the graph doesn't show what the next run would do, and what it shows instead; and the way back. */
export function CompareBanner({ compare }: { readonly compare: CompareState }) {
  const { base, comparison, problem } = compare;
  if (base === '') return null;
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sunken px-3 py-1.5 text-sm sm:px-4"
    >
      <GitCompare aria-hidden className="size-4 shrink-0 text-ink-soft" />
      <span className="min-w-0 flex-1 max-sm:basis-[calc(100%-2rem)]">
        {problem !== null ? (
          <>
            {problem.message} <span className="text-ink-soft">{problem.hint}</span>
          </>
        ) : comparison === null ? (
          'Comparing…'
        ) : (
          <>
            Compared with <strong className="font-semibold">{comparison.label}</strong>:{' '}
            {summaryOf(comparison)}
          </>
        )}
      </span>
      <Button look="ghost" className="h-7 max-sm:ml-5" onClick={() => compare.setBase('')}>
        Back to the last run
      </Button>
    </div>
  );
}

function summaryOf({ nodes, ghosts, affected }: NonNullable<CompareState['comparison']>): string {
  const added = nodes.filter((node) => node.what === 'added').length;
  const parts = [
    [added, 'added'],
    [nodes.length - added, 'modified'],
    [ghosts.nodes.length, 'removed'],
    [affected.length, 'downstream of these'],
  ] as const;
  const told = parts.flatMap(([count, word]) =>
    count > 0 ? [`${formatCount(count)} ${word}`] : [],
  );
  return told.length === 0 ? 'nothing differs.' : `${told.join(', ')}.`;
}
