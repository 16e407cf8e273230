'use client';

import { Check, ListOrdered, ListChecks, LoaderCircle, Play, PlayCircle } from 'lucide-react';
import { useState } from 'react';
import type { NodeId } from '@/lib/graph/node-id';
import { Button } from '../ui/button';
import { countOf, formatCount } from '../ui/format-count';
import { Hint } from '../ui/hint';
import { useHotkeys } from '../ui/use-hotkeys';
import { changedNodes, type PlanChoice } from './plan-choice';
import { RebuildDialog } from './rebuild-dialog';
import type { RunWish } from './use-start-run';

interface RunBarProps {
  readonly total: number;
  /** Nodes that the next incremental run would execute. */
  readonly changed: number;
  readonly selected: readonly NodeId[];
  readonly hasErrors: boolean;
  readonly isRunning: boolean;
  readonly isStarting: boolean;
  /** Why nothing can be run now; null when it can. */
  readonly blocked: string | null;
  readonly onRun: (wish: RunWish) => void;
  readonly onPlan: (choice: PlanChoice) => void;
}

const everything: PlanChoice = { what: { by: 'all' }, reach: 'none', excludeTags: [] };

/** Everything that starts a run from the graph page, and the way to its plan. */
export function RunBar(props: RunBarProps) {
  const { total, changed, selected, hasErrors, isRunning, isStarting, blocked } = props;
  const { onPlan } = props;
  const [asksToRebuild, setAsksToRebuild] = useState(false);

  const noNodes = total === 0 ? 'There are no nodes' : null;
  const upToDate = total > 0 && changed === 0 && !hasErrors;
  const run = (choice: PlanChoice): void => {
    setAsksToRebuild(false);
    props.onRun({ choice });
  };
  const selection: PlanChoice = {
    what: { by: 'nodes', ids: selected },
    reach: 'downstream',
    excludeTags: [],
  };
  const whole = upToDate ? everything : changedNodes;
  const planned = selected.length > 0 ? selection : whole;
  useHotkeys({ r: () => onPlan(planned), p: () => onPlan(whole) });

  return (
    <div className="flex items-center gap-1.5">
      {upToDate && !isRunning && (
        <span className="mr-1.5 flex items-center gap-1.5 text-xs whitespace-nowrap text-ink-soft max-lg:hidden">
          <Check aria-hidden className="size-3.5 text-run-success" strokeWidth={2.5} />
          Everything is up to date
        </span>
      )}
      <Hint text="Show what would run, without running it" shortcut="p">
        <Button unavailable={hasErrors ? fixErrors : null} onClick={() => onPlan(whole)}>
          <ListOrdered />
          Dry run
        </Button>
      </Hint>
      <Hint
        text={blocked ?? 'The selection and all that reads it; by its key, see the plan first'}
        {...(selected.length > 0 ? { shortcut: 'r' } : {})}
      >
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
          unavailable={blocked ?? noNodes}
          onClick={() => (changed < total ? setAsksToRebuild(true) : run(everything))}
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
            : (noNodes ?? `${countOf(changed, 'node')} would run, the rest is cached`))
        }
      >
        <Button
          look="primary"
          className="max-sm:order-first"
          aria-label="Run changed"
          unavailable={blocked ?? (upToDate ? 'Everything is up to date' : noNodes)}
          onClick={() => run(changedNodes)}
        >
          {isStarting ? (
            <LoaderCircle className="animate-spin" />
          ) : (
            <Play className="fill-current" />
          )}
          Run changed
          {changed > 0 && <Count value={changed} inverted />}
        </Button>
      </Hint>
      <RebuildDialog
        open={asksToRebuild}
        total={total}
        cached={total - changed}
        onClose={() => setAsksToRebuild(false)}
        onRun={() => run(everything)}
      />
    </div>
  );
}

export const fixErrors = 'The project has errors. Fix them first; the list is on the graph.';

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
      {formatCount(value)}
    </span>
  );
}
