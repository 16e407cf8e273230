'use client';

import { Check, ListOrdered, ListChecks, LoaderCircle, Play, PlayCircle } from 'lucide-react';
import { useState } from 'react';
import type { NodeId } from '@/lib/graph/node-id';
import { useLive } from '../live/live-provider';
import { useRunView } from '../runs/use-run-view';
import { Button } from '../ui/button';
import { countOf } from '../ui/format-count';
import { Hint } from '../ui/hint';
import { useHotkeys } from '../ui/use-hotkeys';
import { PlanSheet } from './plan-sheet';
import { RebuildDialog } from './rebuild-dialog';
import type { RunChoice } from './request-of';
import { useStartRun } from './use-start-run';

interface RunBarProps {
  /** Of the project's snapshot. */
  readonly version: string;
  readonly total: number;
  /** Nodes that the next incremental run would execute. */
  readonly changed: number;
  readonly selected: readonly NodeId[];
  readonly hasErrors: boolean;
}

/** Everything that starts a run from the graph page. */
export function RunBar({ version, total, changed, selected, hasErrors }: RunBarProps) {
  const start = useStartRun();
  const { shownRun } = useLive();
  const running = useRunView(shownRun).data?.outcome === null;
  const [plan, setPlan] = useState<RunChoice | null>(null);
  const [asksToRebuild, setAsksToRebuild] = useState(false);

  const blocked = whyBlocked(hasErrors, running, start.isPending);
  const upToDate = changed === 0 && !hasErrors;
  const run = (choice: RunChoice): void => {
    setPlan(null);
    setAsksToRebuild(false);
    start.mutate(choice);
  };
  const selection: RunChoice = { what: 'selected', nodes: selected };
  const planned: RunChoice =
    selected.length > 0 ? selection : { what: upToDate ? 'all' : 'changed' };
  useHotkeys({
    r: () => setPlan(upToDate ? { what: 'all' } : { what: 'changed' }),
    p: () => setPlan(planned),
  });

  return (
    <div className="flex items-center gap-1.5">
      {upToDate && !running && (
        <span className="mr-1.5 flex items-center gap-1.5 text-xs whitespace-nowrap text-ink-soft max-lg:hidden">
          <Check aria-hidden className="size-3.5 text-run-success" strokeWidth={2.5} />
          Everything is up to date
        </span>
      )}
      <Hint text="Show what would run, without running it" shortcut="p">
        <Button unavailable={hasErrors ? fixErrors : null} onClick={() => setPlan(planned)}>
          <ListOrdered />
          Dry run
        </Button>
      </Hint>
      <Hint text={blocked ?? `The selection and all that reads it`}>
        <Button
          aria-label="Run selected"
          unavailable={
            blocked ?? (selected.length === 0 ? 'Select nodes on the graph first' : null)
          }
          onClick={() => run(selection)}
        >
          <ListChecks />
          Run selected
          {selected.length > 0 && <Count value={selected.length} />}
        </Button>
      </Hint>
      <Hint text={blocked ?? `Rebuild ${countOf(total, 'node')}, cached or not`}>
        <Button
          unavailable={blocked ?? (total === 0 ? 'There are no nodes' : null)}
          onClick={() => (changed < total ? setAsksToRebuild(true) : run({ what: 'all' }))}
        >
          <PlayCircle />
          Run all
        </Button>
      </Hint>
      <Hint
        text={
          blocked ??
          (upToDate
            ? 'Everything is up to date. Run all rebuilds it nevertheless.'
            : `${countOf(changed, 'node')} would run, the rest is cached`)
        }
      >
        <Button
          look="primary"
          className="max-sm:order-first"
          aria-label="Run changed"
          unavailable={blocked ?? (upToDate ? 'Everything is up to date' : null)}
          onClick={() => run({ what: 'changed' })}
        >
          {start.isPending ? (
            <LoaderCircle className="animate-spin" />
          ) : (
            <Play className="fill-current" />
          )}
          Run changed
          {changed > 0 && <Count value={changed} inverted />}
        </Button>
      </Hint>
      <PlanSheet
        choice={plan}
        version={version}
        unavailable={blocked}
        onClose={() => setPlan(null)}
        onRun={run}
      />
      <RebuildDialog
        open={asksToRebuild}
        total={total}
        cached={total - changed}
        onClose={() => setAsksToRebuild(false)}
        onRun={() => run({ what: 'all' })}
      />
    </div>
  );
}

const fixErrors = 'The project has errors. Fix them first; the list is on the graph.';

function whyBlocked(hasErrors: boolean, running: boolean, starting: boolean): string | null {
  if (hasErrors) return fixErrors;
  if (running) return 'A run is going on. Wait for its end or stop it.';
  return starting ? 'The run is starting' : null;
}

function Count({
  value,
  inverted = false,
}: {
  readonly value: number;
  readonly inverted?: boolean;
}) {
  return (
    <span
      aria-hidden
      className={
        inverted
          ? '-mr-0.5 min-w-5 rounded bg-surface/20 px-1 text-center text-2xs leading-4.5 tabular-nums'
          : '-mr-0.5 min-w-5 rounded bg-hover px-1 text-center text-2xs leading-4.5 tabular-nums'
      }
    >
      {value}
    </span>
  );
}
