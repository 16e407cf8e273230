'use client';

import type { CompareState } from '../compare/use-compare';
import { useCommands } from '../palette/commands-context';
import { changedNodes } from '../plan/plan-choice';
import type { PlanUnderReview } from '../plan/use-plan';
import { useHotkeys } from '../ui/use-hotkeys';
import { viewModes, type useGraphUrl } from './use-graph-url';
import { useUndoView } from './use-undo-view';

/** What the page of the graph can do by key and by the palette, apart from the picture itself. */
export function useWorkbenchCommands(input: {
  readonly url: ReturnType<typeof useGraphUrl>;
  readonly plan: PlanUnderReview;
  readonly compare: CompareState;
  readonly clearSelection: () => void;
  readonly openLog: () => void;
}): void {
  const { plan, compare, clearSelection, openLog } = input;
  const [url, setUrl] = input.url;
  const { undo, redo } = useUndoView();
  const showChanged = (): void =>
    void setUrl({ select: url.select === 'state:changed' ? null : 'state:changed' });
  useHotkeys({
    Escape: () => (plan.isOpen ? plan.close() : clearSelection()),
    c: showChanged,
    l: openLog,
  });
  useCommands([
    { label: 'Plan what changed', group: 'Run', shortcut: 'p', act: () => plan.open(changedNodes) },
    {
      label: 'Plan what failed',
      group: 'Run',
      act: () => plan.open({ ...changedNodes, what: { by: 'failed' } }),
    },
    {
      label: 'Plan everything',
      group: 'Run',
      act: () => plan.open({ ...changedNodes, what: { by: 'all' } }),
    },
    { label: 'Only what changed', group: 'View', shortcut: 'c', act: showChanged },
    ...viewModes.map((mode) => ({
      label: `Show as ${mode === 'both' ? 'graph and list' : mode}`,
      group: 'View',
      act: () => void setUrl({ view: mode }),
    })),
    {
      label: 'Clear search, filters and selection',
      group: 'View',
      act: () => void setUrl({ select: null, show: null, node: null }),
    },
    { label: 'Take back the last change', group: 'View', shortcut: 'Ctrl Z', act: undo },
    { label: 'Bring back what was taken back', group: 'View', shortcut: 'Ctrl Shift Z', act: redo },
    { label: 'Log of the run that is shown', group: 'Run', shortcut: 'l', act: openLog },
    {
      label: 'Compare with the last finished run',
      group: 'View',
      act: () => compare.setBase(''),
    },
  ]);
}
