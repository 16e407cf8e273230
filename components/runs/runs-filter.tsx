'use client';

import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import type { RunTotals } from '@/lib/history/history-store';
import { projectQuery } from '../project/queries';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { SelectField } from '../ui/select-field';
import { outcomeStates } from '../ui/run-states';
import { StateIcon } from '../ui/state-label';
import { SwitchField } from '../ui/switch-field';
import { triggerWords } from './trigger-words';
import { isFiltered, outcomeWords, type RunsUrl, type Span, type useRunsUrl } from './use-runs-url';

const spanWords: readonly { readonly value: Span; readonly label: string }[] = [
  { value: 'any', label: 'Any time' },
  { value: 'hour', label: 'Last hour' },
  { value: 'day', label: 'Last 24 hours' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
];

/** Which runs are wanted. All of it is in the address. */
export function RunsFilter({
  url,
  setUrl,
  totals,
}: {
  readonly url: RunsUrl;
  readonly setUrl: ReturnType<typeof useRunsUrl>[1];
  readonly totals: RunTotals | undefined;
}) {
  const nodes = useQuery(projectQuery).data?.nodes ?? [];
  const toggle = (outcome: (typeof outcomeWords)[number]): void => {
    const isOn = url.status.includes(outcome);
    const next = isOn ? url.status.filter((one) => one !== outcome) : [...url.status, outcome];
    void setUrl({ status: next.length === 0 ? null : next });
  };
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 pb-3 sm:px-6">
      <label className="relative min-w-44 flex-1 sm:max-w-64">
        <span className="sr-only">Search runs</span>
        <Search aria-hidden className="absolute top-2 left-2 size-3.5 text-ink-faint" />
        <input
          type="search"
          value={url.q}
          onChange={(event) =>
            void setUrl({ q: event.target.value === '' ? null : event.target.value })
          }
          placeholder="Search runs"
          title="Finds ids, flags, persons and commits"
          className="h-7.5 w-full rounded-md border border-line bg-surface pr-2 pl-7 text-sm"
        />
      </label>
      <div role="group" aria-label="Filter by outcome" className="flex flex-wrap gap-1">
        {outcomeWords.map((outcome) => (
          <button
            key={outcome}
            type="button"
            aria-pressed={url.status.includes(outcome)}
            onClick={() => toggle(outcome)}
            className={cn(
              'inline-flex h-7.5 items-center gap-1.5 rounded-md border border-line bg-surface px-2 text-xs text-ink-soft hover:bg-hover',
              'aria-pressed:border-ink aria-pressed:font-medium aria-pressed:text-ink',
            )}
          >
            <StateIcon look={outcomeStates[outcome]} className="animate-none" />
            {outcomeStates[outcome].label}
          </button>
        ))}
      </div>
      <SelectField
        label="Mode"
        value={url.mode ?? ''}
        options={[
          { value: '', label: 'Any mode' },
          { value: 'incremental', label: 'Incremental' },
          { value: 'full', label: 'Full' },
        ]}
        onChange={(value) => void setUrl({ mode: value === '' ? null : value })}
      />
      <SelectField
        label="Started by"
        value={url.trigger ?? ''}
        options={[
          { value: '', label: 'Started anywhere' },
          { value: 'cli', label: triggerWords.cli },
          { value: 'dashboard', label: triggerWords.dashboard },
          { value: 'api', label: triggerWords.api },
        ]}
        onChange={(value) => void setUrl({ trigger: value === '' ? null : value })}
      />
      <SelectField
        label="When"
        value={url.span}
        options={spanWords}
        onChange={(value) => void setUrl({ span: value })}
      />
      <label>
        <span className="sr-only">Node that ran</span>
        <input
          list="runs-filter-nodes"
          value={url.node}
          onChange={(event) =>
            void setUrl({ node: event.target.value === '' ? null : event.target.value })
          }
          placeholder="Node that ran"
          className="h-7.5 w-44 rounded-md border border-line bg-surface px-2 text-sm"
        />
        <datalist id="runs-filter-nodes">
          {nodes.slice(0, 2000).map((node) => (
            <option key={node.id} value={node.id} />
          ))}
        </datalist>
      </label>
      {isFiltered(url) && (
        <Button
          look="ghost"
          onClick={() =>
            void setUrl({
              status: null,
              mode: null,
              trigger: null,
              node: null,
              span: null,
              q: null,
            })
          }
        >
          Clear filters
        </Button>
      )}
      <span className="flex-1" />
      {totals !== undefined && (
        <span role="status" className="text-xs text-ink-faint tabular-nums">
          {totals.total.toLocaleString('en-US')} {totals.total === 1 ? 'run' : 'runs'}
        </span>
      )}
      <SwitchField
        label="Show runs that had nothing to do"
        checked={url.empty}
        onChange={(checked) => void setUrl({ empty: checked ? true : null })}
      />
    </div>
  );
}
