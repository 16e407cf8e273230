'use client';

import { useQuery } from '@tanstack/react-query';
import { FolderOpen } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useMemo, useState } from 'react';
import { toast } from 'sonner';
import { parseNodeId, type NodeId } from '@/lib/graph/node-id';
import type { PlanReview } from '@/lib/service/planning/plan-review';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import type { ServiceError } from '@/lib/service/service-error';
import type { Result } from '@/lib/util/result';
import { CompareBanner } from '../compare/compare-banner';
import { CompareMenu } from '../compare/compare-menu';
import { DropZone } from '../compare/drop-zone';
import { useCompare } from '../compare/use-compare';
import { withComparison } from '../compare/with-comparison';
import { rowNotesQuery } from '../data/queries';
import { useLive } from '../live/live-provider';
import { useCommands } from '../palette/commands-context';
import { PanelPlace } from '../panel/panel-place';
import { changedNodes } from '../plan/plan-choice';
import { fixErrors, RunBar } from '../plan/run-bar';
import { usePlan } from '../plan/use-plan';
import { useStartRun } from '../plan/use-start-run';
import { withPlan } from '../plan/with-plan';
import { unpackSnapshot } from '../project/pack-snapshot';
import { projectQuery } from '../project/queries';
import { FailureNotice } from '../project/failure-notice';
import { problemOf } from '../project/service-failure';
import { useRunView } from '../runs/use-run-view';
import { FilterChips } from '../selection/filter-chips';
import { matchSelector, selectionSource, vocabularyOf } from '../selection/match-selector';
import { SelectorBox } from '../selection/selector-box';
import { Button } from '../ui/button';
import { CommandLine } from '../ui/command-line';
import { Notice } from '../ui/notice';
import { preloaded } from '../ui/preloaded';
import { useHotkeys } from '../ui/use-hotkeys';
import { Canvas } from './canvas';
import { DiagnosticsPanel } from './diagnostics-panel';
import { Legend } from './legend';
import { matchCards } from './match-cards';
import type { RunReach } from './node-menu-items';
import { useFailedKeys } from './use-failed-keys';
import { useFocusKeys } from './use-focus-keys';
import { useGraphUrl, viewModes } from './use-graph-url';
import { useMenuKey } from './use-menu-key';
import { usePictureUrl } from './use-picture-url';
import { useTopology } from './use-topology';
import { useUndoView } from './use-undo-view';
import { ViewSwitch } from './view-switch';
import { withGhosts } from './with-ghosts';

// What the graph itself does not need comes after it.
const ListView = lazy(
  preloaded(
    () => import('../list/list-view'),
    (m) => m.ListView,
  ),
);
const NodePanel = lazy(
  preloaded(
    () => import('../panel/node-panel'),
    (m) => m.NodePanel,
  ),
);
const PlanSheet = lazy(
  preloaded(
    () => import('../plan/plan-sheet'),
    (m) => m.PlanSheet,
  ),
);

/** The front page: the pipeline as a graph, what the next run would do, and the buttons that do it. */
export function GraphScreen({
  initial,
  nonce,
}: {
  /** As the server saw it when it made the page; packed. */
  readonly initial: Result<string, ServiceError>;
  /** Of the security policy of this page; null when it has none. */
  readonly nonce: string | null;
}) {
  const project = useQuery({
    ...projectQuery,
    ...(initial.ok ? { initialData: () => unpackSnapshot(initial.value) } : {}),
  });
  if (project.data !== undefined) return <Workbench snapshot={project.data} nonce={nonce} />;
  const problem = project.isError ? problemOf(project.error) : initial.ok ? null : initial.error;
  if (problem === null) return null;
  return <FailureNotice problem={problem} onRetry={project.refetch} />;
}

interface WorkbenchProps {
  readonly snapshot: ProjectSnapshot;
  readonly nonce: string | null;
}

function Workbench({ snapshot, nonce }: WorkbenchProps) {
  const hasErrors = snapshot.diagnostics.some((one) => one.severity === 'error');
  if (snapshot.nodes.length === 0 && !hasErrors) return <EmptyProject snapshot={snapshot} />;
  return <GraphWorkbench snapshot={snapshot} nonce={nonce} hasErrors={hasErrors} />;
}

function GraphWorkbench({
  snapshot,
  nonce,
  hasErrors,
}: WorkbenchProps & { readonly hasErrors: boolean }) {
  const [url, setUrl] = useGraphUrl();
  const [traced, setTraced] = useState<readonly NodeId[] | null>(null);
  const [isWriting, setWriting] = useState(false);
  const plan = usePlan(snapshot.version);
  const { review } = plan;
  const compare = useCompare(snapshot.version);
  const { comparison } = compare;
  const drawn = useMemo(() => {
    if (review !== null) return withPlan(withGhosts(snapshot), review);
    return withGhosts(comparison === null ? snapshot : withComparison(snapshot, comparison));
  }, [snapshot, review, comparison]);
  const topology = useTopology(drawn);
  const { shownRun } = useLive();
  const view = useRunView(shownRun).data ?? null;
  const start = useStartRun();
  // Asked again when a run has ended, as the project then has another version.
  const wasBuilt = useMemo(() => snapshot.nodes.some((node) => node.last !== null), [snapshot]);
  const rowNotes = useQuery({ ...rowNotesQuery(snapshot.version), enabled: wasBuilt }).data ?? null;
  const isRunning = view?.outcome === null;
  const blocked = whyBlocked(hasErrors, isRunning, start.isPending);
  const selected = useMemo(
    () => knownNodes(url.node, (id) => topology.graph.has(id)),
    [url.node, topology],
  );
  const source = useMemo(() => selectionSource(snapshot), [snapshot]);
  const vocabulary = useMemo(() => vocabularyOf(snapshot), [snapshot]);
  const match = useMemo(() => matchSelector(url.select, source), [url.select, source]);
  const matches = useMemo(
    () => matchCards(drawn.nodes, match.ids, url.show),
    [drawn.nodes, match, url.show],
  );
  // What is traced stands out as what is looked for does.
  const lit = useMemo(() => (traced === null ? matches : new Set(traced)), [traced, matches]);
  const changed = snapshot.nodes.filter(
    ({ freshness }) => freshness !== 'cached' && freshness !== 'broken',
  ).length;
  const shown = selected.at(-1) ?? null;
  const unknown = url.node.find((id) => !selected.some((known) => known === id));

  const select = (ids: readonly NodeId[]): void => {
    const opens = url.node.length === 0 && ids.length > 0;
    void setUrl(
      { node: ids.length === 0 ? null : [...ids] },
      { history: opens ? 'push' : 'replace' },
    );
  };
  const find = (text: string): void => void setUrl({ select: text === '' ? null : text });
  const goToFirst = (): void => {
    const first = topology.order.find((id) => matches?.has(id));
    if (first !== undefined) select([first]);
  };
  const present = useMemo(() => {
    const known = new Set(snapshot.nodes.map((node) => node.id));
    return selected.filter((id) => known.has(id));
  }, [selected, snapshot.nodes]);
  const showChanged = (): void => find(url.select === 'state:changed' ? '' : 'state:changed');
  const planNodes = (ids: readonly NodeId[], reach: RunReach): void =>
    plan.open({ what: { by: 'nodes', ids }, reach, excludeTags: [] });
  const picture = usePictureUrl();
  useFocusKeys(selected, picture);
  useFailedKeys({ nodes: snapshot.nodes, order: topology.order, view, selected, onSelect: select });
  useMenuKey();
  const router = useRouter();
  const openLog = (): void => {
    const last =
      shown === null ? null : (snapshot.nodes.find(({ id }) => id === shown)?.last ?? null);
    const runId = shownRun ?? last?.runId ?? null;
    if (runId === null) {
      toast('There is no run to read the log of', {
        description: 'Start one, or select a node that has run.',
      });
      return;
    }
    const node = shown === null ? '' : `&node=${encodeURIComponent(shown)}`;
    router.push(`/runs/${runId}?tab=logs${node}`);
  };
  const { undo, redo } = useUndoView();
  useHotkeys({
    Escape: () => (plan.isOpen ? plan.close() : select([])),
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

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">Graph of {snapshot.name}</h1>
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 bg-surface px-3 pt-2 sm:px-4">
        <SelectorBox
          text={url.select}
          onText={find}
          match={match}
          vocabulary={vocabulary}
          onGo={goToFirst}
          onWriting={setWriting}
        />
        <div className="-my-1 ml-auto max-w-full overflow-x-auto py-1">
          <RunBar
            total={snapshot.nodes.length}
            changed={changed}
            selected={present}
            hasErrors={hasErrors}
            isRunning={isRunning}
            isStarting={start.isPending}
            blocked={blocked}
            onRun={(wish) => start.mutate(wish)}
            onPlan={plan.open}
          />
        </div>
      </div>
      <div className="flex shrink-0 items-center gap-x-3 overflow-x-auto border-b border-line bg-surface px-3 py-2 sm:px-4">
        <ViewSwitch value={url.view} onChange={(view) => void setUrl({ view })} />
        <FilterChips snapshot={snapshot} text={url.select} onText={find} />
        <span aria-hidden className="h-5 w-px shrink-0 bg-line" />
        <Legend
          nodes={drawn.nodes}
          text={url.select}
          onText={find}
          shown={url.show}
          onShown={(show) => void setUrl({ show: show.length === 0 ? null : show })}
          isOther={review !== null || comparison !== null}
        />
        <span className="ml-auto" />
        <CompareMenu compare={compare} />
      </div>
      <CompareBanner compare={compare} />
      <DropZone onTake={compare.setBase} />
      <DiagnosticsPanel diagnostics={snapshot.diagnostics} onShowNode={(id) => select([id])} />
      {match.problem !== null && match.answers === null && !isWriting && (
        <p
          role="status"
          className="flex shrink-0 items-center justify-between gap-3 border-b border-line bg-sunken px-4 py-2"
        >
          <span className="min-w-0">
            {match.problem.message} <span className="text-ink-soft">{match.problem.hint}</span>
          </span>
          <Button look="ghost" onClick={() => find('')}>
            Clear search
          </Button>
        </p>
      )}
      {unknown !== undefined && (
        <p
          role="status"
          className="flex shrink-0 items-center justify-between gap-3 border-b border-line bg-sunken px-4 py-2"
        >
          <span>
            There is no node <code className="font-mono text-xs">{unknown}</code> in this project.
            It may have been renamed or removed.
          </span>
          <Button look="ghost" onClick={() => select(selected)}>
            Dismiss
          </Button>
        </p>
      )}
      <div className="relative flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          {(url.view === 'graph' || url.view === 'both') && (
            <div className="min-h-0 flex-1">
              <Canvas
                nonce={nonce}
                snapshot={drawn}
                topology={topology}
                view={view}
                matches={lit}
                selected={selected}
                traced={traced}
                critical={review?.criticalPath ?? noPath}
                rowNotes={rowNotes}
                onSelect={select}
                onPlan={planNodes}
              />
            </div>
          )}
          {url.view !== 'graph' && (
            <div className="flex min-h-0 flex-1 flex-col border-t border-line first:border-t-0">
              <Suspense>
                <ListView
                  as={url.view === 'tree' ? 'tree' : 'list'}
                  snapshot={drawn}
                  topology={topology}
                  view={view}
                  matches={matches}
                  selected={selected}
                  onSelect={select}
                  picture={picture}
                  hasGraph={url.view === 'both'}
                  onPlan={planNodes}
                  drops={rowNotes?.drops ?? noDrops}
                  critical={review?.criticalPath ?? noPath}
                  onClear={() => {
                    void setUrl({ select: null, show: null });
                    picture.setFocus(null);
                  }}
                />
              </Suspense>
            </div>
          )}
        </div>
        <Suspense>
          {plan.isOpen && (
            <PlanSheet
              plan={plan}
              selected={present}
              selector={match.answers ?? (match.problem === null ? url.select : '')}
              tags={vocabulary.tags}
              unavailable={blocked}
              onRun={(planId) =>
                start.mutate({ planId }, { onSuccess: plan.close, onError: plan.lookAgain })
              }
              onPoint={(id) => setTraced(id === null ? null : wayTo(id, review))}
              onOpen={(id) => select([id])}
            />
          )}
        </Suspense>
        <Suspense fallback={<PanelPlace />}>
          {shown !== null && !plan.isOpen && (
            <NodePanel
              key={shown}
              id={shown}
              snapshot={drawn}
              graph={topology.graph}
              view={view}
              tab={url.tab}
              onTab={(tab) => void setUrl({ tab: tab === 'overview' ? null : tab })}
              onSelect={(id) => select([id])}
              onTrace={setTraced}
              base={compare.base}
              onClose={() => select([])}
            />
          )}
        </Suspense>
      </div>
    </div>
  );
}

const noPath: readonly NodeId[] = [];
const noDrops = {};

/** From a node of the plan back to what makes it run. */
function wayTo(id: NodeId, review: PlanReview | null): readonly NodeId[] {
  const causes = review?.entries.find((entry) => entry.nodeId === id)?.causes ?? [];
  return [id, ...causes];
}

function whyBlocked(hasErrors: boolean, running: boolean, starting: boolean): string | null {
  if (hasErrors) return fixErrors;
  if (running) return 'A run is going on. Wait for its end or stop it.';
  return starting ? 'The run is starting' : null;
}

function EmptyProject({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  return (
    <Notice
      icon={FolderOpen}
      title={`${snapshot.name} has no nodes yet`}
      actions={<CommandLine command={`seeknal parse --project ${snapshot.directory}`} />}
    >
      A node is a YAML file in the folder <code className="font-mono text-xs">seeknal/</code>. Write
      one, and it appears here as soon as it is saved.
    </Notice>
  );
}

/** Ids from the address that are really nodes. */
function knownNodes(texts: readonly string[], exists: (id: NodeId) => boolean): NodeId[] {
  return texts.flatMap((text) => {
    const id = parseNodeId(text);
    return id.ok && exists(id.value) ? [id.value] : [];
  });
}
