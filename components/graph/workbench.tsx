'use client';

import { useQuery } from '@tanstack/react-query';
import { Activity, lazy, Suspense, useMemo, useState } from 'react';
import type { NodeId } from '@/lib/graph/node-id';
import type { PlanReview } from '@/lib/service/planning/plan-review';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { CompareBanner } from '../compare/compare-banner';
import { CompareMenu } from '../compare/compare-menu';
import { DropZone } from '../compare/drop-zone';
import { useCompare } from '../compare/use-compare';
import { withComparison } from '../compare/with-comparison';
import { rowNotesQuery } from '../data/queries';
import { useShownRun } from '../live/live-provider';
import { PanelPlace } from '../panel/panel-place';
import { fixErrors, RunBar } from '../plan/run-bar';
import { usePlan } from '../plan/use-plan';
import { useStartRun } from '../plan/use-start-run';
import { withPlan } from '../plan/with-plan';
import { useRunView } from '../runs/use-run-view';
import { FilterChips } from '../selection/filter-chips';
import { SelectorBox } from '../selection/selector-box';
import { preloaded } from '../ui/preloaded';
import { Skeleton } from '../ui/skeleton';
import { Canvas } from './canvas';
import { DiagnosticsPanel } from './diagnostics-panel';
import { Legend } from './legend';
import type { RunReach } from './node-menu-items';
import { NoticeLine } from './notice-line';
import { useFailedKeys } from './use-failed-keys';
import { useFocusKeys } from './use-focus-keys';
import { useGraphUrl } from './use-graph-url';
import { useMenuKey } from './use-menu-key';
import { useOpenLog } from './use-open-log';
import { usePictureUrl } from './use-picture-url';
import { useSearch } from './use-search';
import { useSelectedNodes } from './use-selected-nodes';
import { useTopology } from './use-topology';
import { useWorkbenchCommands } from './use-workbench-commands';
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

/** The graph or its list between the tools above and the panel or the plan beside. */
export function Workbench({
  snapshot,
  nonce,
  hasErrors,
}: {
  readonly snapshot: ProjectSnapshot;
  /** Of the security policy of this page; null when it has none. */
  readonly nonce: string | null;
  /** Whether a file of the project can't be read, so that nothing can run. */
  readonly hasErrors: boolean;
}) {
  const graphUrl = useGraphUrl();
  const [url, setUrl] = graphUrl;
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
  const { shownRun } = useShownRun();
  const view = useRunView(shownRun).data ?? null;
  // The graph is of one thing at a time: a run that has ended makes way for the plan of the next.
  const pictured = review !== null && view !== null && view.outcome !== null ? null : view;
  const start = useStartRun();
  // Asked again when a run has ended, as the project then has another version.
  const wasBuilt = useMemo(() => snapshot.nodes.some((node) => node.last !== null), [snapshot]);
  const rowNotes = useQuery({ ...rowNotesQuery(snapshot.version), enabled: wasBuilt }).data ?? null;
  const isRunning = view?.outcome === null;
  const blocked = whyBlocked(hasErrors, isRunning, start.isPending);
  const { selected, shown, unknown, select } = useSelectedNodes(graphUrl, topology.graph);
  const { match, matches, vocabulary, find } = useSearch(graphUrl, snapshot, drawn);
  // What is traced stands out as what is looked for does.
  const lit = useMemo(() => (traced === null ? matches : new Set(traced)), [traced, matches]);
  const changed = snapshot.nodes.filter(
    ({ freshness }) => freshness !== 'cached' && freshness !== 'broken',
  ).length;

  const goToFirst = (): void => {
    const first = topology.order.find((id) => matches?.has(id));
    if (first !== undefined) select([first]);
  };
  const present = useMemo(() => {
    const known = new Set(snapshot.nodes.map((node) => node.id));
    return selected.filter((id) => known.has(id));
  }, [selected, snapshot.nodes]);
  const planNodes = (ids: readonly NodeId[], reach: RunReach): void =>
    plan.open({ what: { by: 'nodes', ids }, reach, excludeTags: [] });
  const picture = usePictureUrl();
  useFocusKeys(selected, picture);
  useFailedKeys({ nodes: snapshot.nodes, order: topology.order, view, selected, onSelect: select });
  useMenuKey();
  useWorkbenchCommands({
    url: graphUrl,
    plan,
    compare,
    clearSelection: () => select([]),
    openLog: useOpenLog({ nodes: snapshot.nodes, shown, shownRun }),
  });

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">Graph of {snapshot.name}</h1>
      {/* A boundary of its own: the browser makes the graph alive first, or these when a person wants them first. */}
      <Activity>
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
          <span className="-mr-4 ml-auto bg-linear-to-r from-transparent to-surface to-20% pr-4 pl-8 xl:sticky xl:-right-4">
            <CompareMenu compare={compare} />
          </span>
        </div>
      </Activity>
      <CompareBanner compare={compare} />
      <DropZone onTake={compare.setBase} />
      <DiagnosticsPanel diagnostics={snapshot.diagnostics} onShowNode={(id) => select([id])} />
      {match.problem !== null && match.answers === null && !isWriting && (
        <NoticeLine leave="Clear search" onLeave={() => find('')}>
          {match.problem.message} <span className="text-ink-soft">{match.problem.hint}</span>
        </NoticeLine>
      )}
      {unknown !== undefined && (
        <NoticeLine leave="Dismiss" onLeave={() => select(selected)}>
          There is no node <code className="font-mono text-xs">{unknown}</code> in this project. It
          may have been renamed or removed.
        </NoticeLine>
      )}
      <div className="relative flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          {(url.view === 'graph' || url.view === 'both') && (
            <div className="min-h-0 flex-1">
              <Canvas
                nonce={nonce}
                snapshot={drawn}
                topology={topology}
                view={pictured}
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
              <Suspense fallback={<ListPlace />}>
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
              tags={vocabulary().tags}
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

/** Where the rows will be, while their code is on the way. */
function ListPlace() {
  return (
    <div role="status" aria-label="Loading" className="space-y-5 px-4 py-6">
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} className="h-5" />
      ))}
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
