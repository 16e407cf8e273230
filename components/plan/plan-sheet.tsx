'use client';

import { Play, RotateCw, TriangleAlert, Workflow, X } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { NodeId } from '@/lib/graph/node-id';
import type { PlanReview } from '@/lib/service/planning/plan-review';
import { Button } from '../ui/button';
import { CommandLine } from '../ui/command-line';
import { countOf, formatCount } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { IconButton } from '../ui/icon-button';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { DecisionIcon, decisions, type PlanDecision } from './decisions';
import { PlanForm } from './plan-form';
import { PlanList } from './plan-list';
import { PlanOptions } from './plan-options';
import { withUpstream, type PlanWhat } from './plan-choice';
import type { PlanUnderReview } from './use-plan';

const titles: Record<PlanWhat['by'], string> = {
  changed: 'Plan: run what changed',
  all: 'Plan: run everything',
  nodes: 'Plan: run the selection',
  found: 'Plan: run what was found',
  failed: 'Plan: run what failed',
};

interface PlanSheetProps {
  readonly plan: PlanUnderReview;
  readonly selected: readonly NodeId[];
  readonly selector: string;
  readonly tags: readonly string[];
  /** Why nothing can be run now; null when it can. */
  readonly unavailable: string | null;
  readonly onRun: (planId: string) => void;
  readonly onPoint: (id: NodeId | null) => void;
  readonly onOpen: (id: NodeId) => void;
}

/**
 * What a run would do, in order and with the reasons, beside the graph that shows the same; from here it is run. Not a
 * layer over the page: one looks at both.
 */
export function PlanSheet(props: PlanSheetProps) {
  const { plan, selected, selector, tags } = props;
  const { choice, review } = plan;
  const wider = withUpstream(choice);
  useFocusGivenBack();
  return (
    // Esc is a key for the whole sheet; what can be pressed in it are buttons.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see above
    <section
      role="dialog"
      aria-label={titles[choice.what.by]}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        plan.close();
      }}
      className="animate-fade flex w-[30rem] shrink-0 flex-col border-l border-line bg-surface max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-20 max-lg:w-[min(30rem,100%)] max-lg:shadow-float"
    >
      <header className="flex items-start gap-2 px-4 pt-3">
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-semibold tracking-tight">{titles[choice.what.by]}</h2>
          <p className="text-xs text-ink-soft">
            Nothing has run yet. This is what would happen, in order.
          </p>
        </div>
        <IconButton label="Close plan" shortcut="Esc" onClick={plan.close}>
          <X />
        </IconButton>
      </header>
      <div className="grid gap-2.5 border-b border-line px-4 py-3">
        <PlanForm
          choice={choice}
          onChoice={plan.open}
          selected={selected}
          selector={selector}
          tags={tags}
        />
        <PlanOptions onChange={() => plan.open(choice)} />
      </div>
      {plan.problem !== null ? (
        <Notice
          icon={TriangleAlert}
          title={plan.problem.message}
          actions={
            plan.problem.code === 'unbuilt_upstream' &&
            wider !== null && (
              <Button look="primary" onClick={() => plan.open(wider)}>
                <Workflow />
                Plan with its upstream
              </Button>
            )
          }
        >
          {plan.problem.hint}
        </Notice>
      ) : review === null ? (
        <div className="flex-1 space-y-2 p-5">
          {Array.from({ length: 8 }, (_, index) => (
            <Skeleton key={index} className="h-8" />
          ))}
        </div>
      ) : (
        <PlanBody {...props} review={review} />
      )}
    </section>
  );
}

function PlanBody({
  plan,
  review,
  unavailable,
  onRun,
  onPoint,
  onOpen,
}: PlanSheetProps & { readonly review: PlanReview }) {
  const { entries, command, warnings, nothingToRun } = review;
  const count = (decision: PlanDecision): number =>
    entries.filter((entry) => entry.decision === decision).length;
  const toRun = count('run');
  // What is cached would bury, in a large project, what runs.
  const [wanted, setShown] = useState<ReadonlySet<PlanDecision> | null>(null);
  const shown = wanted ?? (toRun === 0 ? everyDecision : whatMatters);
  return (
    <>
      {plan.moved !== null && (
        <Remark>
          <p>
            <strong className="font-medium">This plan no longer holds:</strong> {plan.moved}.
            Nothing was run. Below is the plan as it is now.
          </p>
          <Button onClick={plan.takeNew} className="mt-2">
            <RotateCw />
            Take the new plan
          </Button>
        </Remark>
      )}
      {[...warnings, ...(nothingToRun === null ? [] : [nothingToRun])].map((sentence) => (
        <Remark key={sentence}>{sentence}</Remark>
      ))}
      <div className="flex flex-wrap items-center gap-1 border-b border-line px-3 py-2 text-sm">
        {(['run', 'cached', 'skip'] as const).map((decision) => (
          <button
            key={decision}
            type="button"
            aria-pressed={shown.has(decision)}
            disabled={count(decision) === 0}
            title={`${shown.has(decision) ? 'Hide' : 'Show'} these in the list`}
            onClick={() => setShown(toggled(shown, decision))}
            className="flex h-7 items-center gap-1.5 rounded-full border border-transparent px-2.5 text-ink-soft not-disabled:hover:bg-hover aria-pressed:not-disabled:border-line-strong"
          >
            <DecisionIcon decision={decision} />
            <strong className="font-semibold text-ink tabular-nums">
              {formatCount(count(decision))}
            </strong>
            {decisions[decision].count}
          </button>
        ))}
        {toRun > 0 && <Expected review={review} />}
      </div>
      <PlanList
        review={review}
        shown={shown}
        onShowAll={() => setShown(everyDecision)}
        onPoint={onPoint}
        onOpen={onOpen}
      />
      <footer className="space-y-3 border-t border-line bg-surface px-4 py-3">
        <CommandLine command={command} />
        <div className="flex items-center justify-between gap-3">
          <p className="text-xs text-ink-faint">
            The same on the command line. The address of this page leads to this plan.
          </p>
          <Button
            ref={focusOnce}
            look="primary"
            unavailable={
              toRun === 0
                ? 'Nothing would run'
                : plan.moved === null
                  ? unavailable
                  : 'The plan has moved; take the new one first'
            }
            onClick={() => onRun(review.id)}
          >
            <Play className="fill-current" />
            {toRun === 0 ? 'Nothing to run' : `Run ${countOf(toRun, 'node')}`}
          </Button>
        </div>
      </footer>
    </>
  );
}

const everyDecision: ReadonlySet<PlanDecision> = new Set(['run', 'cached', 'skip']);

const whatMatters: ReadonlySet<PlanDecision> = new Set(['run', 'skip']);

function toggled<Value>(set: ReadonlySet<Value>, value: Value): ReadonlySet<Value> {
  return new Set(set.has(value) ? [...set].filter((one) => one !== value) : [...set, value]);
}

function Expected({ review: { estimate, unknownCount, criticalPath } }: { review: PlanReview }) {
  if (estimate === null) {
    return (
      <span className="px-2.5 text-ink-soft" title="Too few of these nodes have run before">
        duration unknown
      </span>
    );
  }
  const unknown = unknownCount === 0 ? '' : `; ${countOf(unknownCount, 'node')} guessed`;
  return (
    <span
      className="px-2.5 leading-7 text-ink-soft tabular-nums"
      title={`By past runs${unknown}. Longest chain: ${criticalPath.join(' → ')}`}
    >
      about <strong className="font-semibold text-ink">{formatDuration(estimate.remaining)}</strong>{' '}
      ± {formatDuration(estimate.error)}
      {unknownCount > 0 && ` · ${countOf(unknownCount, 'node')} without a past`}
    </span>
  );
}

function Remark({ children }: { readonly children: ReactNode }) {
  return (
    <div
      role="status"
      className="flex gap-2 border-b border-line bg-run-stopped-soft px-4 py-2.5 text-sm"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-run-stopped" />
      <div className="min-w-0 break-words">{children}</div>
    </div>
  );
}

/** Enter runs the plan that has just been read. */
function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus();
}

/** When the sheet closes, the focus goes back to where it was. */
function useFocusGivenBack(): void {
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current = document.activeElement;
    return () => {
      if (before.current instanceof HTMLElement) before.current.focus();
    };
  }, []);
}
