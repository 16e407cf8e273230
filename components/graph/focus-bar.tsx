'use client';

import { Crosshair, X } from 'lucide-react';
import { Slider } from 'radix-ui';
import { useMemo } from 'react';
import type { Graph } from '@/lib/graph/graph';
import { Choice } from '../ui/choice';
import { countOf, formatCount } from '../ui/format-count';
import { IconButton } from '../ui/icon-button';
import { focusSet, reachOf, type Focus } from './picture/focus-set';

interface FocusBarProps {
  readonly focus: Focus;
  readonly graph: Graph;
  readonly onFocus: (focus: Focus | null) => void;
}

type Side = 'upstream' | 'both' | 'downstream';

/** The node around which the graph is drawn, which way, and how many steps far. */
export function FocusBar({ focus, graph, onFocus }: FocusBarProps) {
  const most = useMemo(() => reachOf(graph, focus.id), [graph, focus.id]);
  const near = useMemo(() => focusSet(graph, focus).size, [graph, focus]);
  const side: Side = focus.up === 0 ? 'downstream' : focus.down === 0 ? 'upstream' : 'both';
  const furthest = Math.max(
    1,
    side === 'downstream' ? 0 : most.up,
    side === 'upstream' ? 0 : most.down,
  );
  const hops = Math.min(furthest, Math.max(focus.up, focus.down));
  const set = (next: Side, steps: number): void => {
    // The last step means all, also of what will be added one day.
    const far = steps >= furthest && furthest > 1 ? Infinity : steps;
    onFocus({
      id: focus.id,
      up: next === 'downstream' ? 0 : far,
      down: next === 'upstream' ? 0 : far,
    });
  };
  return (
    <div
      role="group"
      aria-label="Focus"
      className="pointer-events-auto flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-surface px-2 py-0.5 shadow-card"
    >
      <span className="flex min-w-0 flex-1 items-center gap-1.5 max-sm:-order-2">
        <Crosshair aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <code title={focus.id} className="max-w-64 truncate font-mono text-xs">
          {focus.id}
        </code>
      </span>
      <span className="hidden basis-full max-sm:block" />
      <Choice
        label="Direction"
        value={side}
        options={[
          { value: 'upstream', label: 'Upstream' },
          { value: 'both', label: 'Both' },
          { value: 'downstream', label: 'Downstream' },
        ]}
        onChange={(next) => set(next, Math.max(1, hops))}
      />
      <label className="flex items-center gap-2 text-xs text-ink-soft">
        Steps
        <Slider.Root
          className="relative flex h-7 w-24 touch-none items-center"
          min={1}
          max={Math.max(2, furthest)}
          value={[hops]}
          onValueChange={([steps]) => set(side, steps ?? 1)}
        >
          <Slider.Track className="relative h-1 grow rounded-full bg-line-strong">
            <Slider.Range className="absolute h-full rounded-full bg-ink" />
          </Slider.Track>
          <Slider.Thumb
            aria-label="Steps"
            className="block size-4 rounded-full border-2 border-ink bg-surface"
          />
        </Slider.Root>
        <span className="min-w-6 tabular-nums">
          {Math.max(focus.up, focus.down) === Infinity ? 'all' : hops}
        </span>
      </label>
      <span className="text-xs whitespace-nowrap text-ink-faint tabular-nums">
        {formatCount(near)} of {countOf(graph.ids.length, 'node')}
      </span>
      <IconButton
        label="End focus"
        className="size-7 max-sm:-order-1"
        onClick={() => onFocus(null)}
      >
        <X />
      </IconButton>
    </div>
  );
}
