'use client';

import { useQuery } from '@tanstack/react-query';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import { formatMoment } from '../ui/format-time';
import { outcomeStates } from '../ui/run-states';
import { StateIcon } from '../ui/state-label';
import { trendQuery } from './queries';

const mostOffered = 12;

/** Chooses another run to compare with: the last ones are offered. */
export function CompareWith({
  runId,
  onChoose,
  children,
}: {
  readonly runId: string;
  readonly onChoose: (runId: string) => void;
  readonly children: ReactNode;
}) {
  const runs = useQuery(trendQuery({ includeEmpty: false, filter: {}, ...byTime })).data ?? [];
  const others = runs.filter((run) => run.runId !== runId && run.outcome !== null);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button unavailable={others.length === 0 ? 'There is no other run yet' : null}>
          {children}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="animate-rise z-50 max-h-96 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          <DropdownMenu.Label className="px-2.5 py-1 text-xs text-ink-faint">
            Compare with an earlier run
          </DropdownMenu.Label>
          {others.slice(0, mostOffered).map((run) => (
            <DropdownMenu.Item
              key={run.runId}
              onSelect={() => onChoose(run.runId)}
              className="flex cursor-pointer items-center gap-2 rounded-md px-2.5 py-1.5 text-sm outline-none data-[highlighted]:bg-hover"
            >
              <StateIcon look={outcomeStates[run.outcome ?? 'running']} />
              <span className="tabular-nums">{formatMoment(run.startedAtMs)}</span>
              <span className="text-xs text-ink-faint">{run.flags}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const byTime = { sort: 'started', ascending: false } as const;
