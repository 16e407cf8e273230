'use client';

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import {
  createContext,
  use,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { useRouter } from 'next/navigation';
import type { RunEvent } from '@/lib/events/run-event';
import { applyEvents, emptyRunView, type RunView } from '@/lib/events/run-view';
import type { StreamCursor, StreamMessage } from '@/lib/service/history/stream-message';
import { listRuns } from '../runs/actions';
import { runViewKey, runViewQuery } from '../runs/queries';
import { whenIdle } from '../ui/when-idle';
import { follow } from './actions';
import { atNextFrame, collectEvents } from './collect-events';
import { followStream } from './follow-stream';
import { LiveStore, noConnection, type Connection } from './live-store';
import { shareStream } from './share-stream';
import { tellEdits } from './tell-edits';

/** A page that is never idle follows after this time all the same. */
const latestStartMs = 1500;

const LiveContext = createContext<LiveStore | null>(null);

/** How fresh the page is. */
export function useConnection(): Connection {
  const live = useLiveStore();
  return useSyncExternalStore(live.subscribe, live.connection, () => noConnection);
}

interface ShownRun {
  /** The run that the dock and the cards show: the newest that is going on, until a person puts it away. */
  readonly shownRun: string | null;
  readonly showRun: (runId: string | null) => void;
}

export function useShownRun(): ShownRun {
  const live = useLiveStore();
  const shownRun = useSyncExternalStore(live.subscribe, live.shownRun, () => null);
  return { shownRun, showRun: live.showRun };
}

function useLiveStore(): LiveStore {
  const live = use(LiveContext);
  if (live === null) throw new Error('What is live is for children of LiveProvider');
  return live;
}

/** Follows the server's one stream and keeps the query cache true to it. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [live] = useState(() => new LiveStore());

  const router = useRouter();
  const onShowNodes = useEffectEvent((ids: readonly string[]) => {
    // On the graph itself the rest of what is shown stays.
    const query = new URLSearchParams(
      window.location.pathname === '/' ? window.location.search : '',
    );
    query.set('node', ids.join(','));
    router.push(`/?${query.toString()}`);
  });

  useEffect(() => {
    let lastHeardMs: number | null = null;
    const collector = collectEvents(
      (runId, events) => foldEvents(client, runId, events),
      atNextFrame,
    );
    const start = (): (() => void) =>
      shareStream(
        (listener, signal) =>
          followStream({ ...listener, signal, onWake, open: () => follow(cursorOf(client)) }),
        {
          onState: (next) => {
            live.connect({ state: next, heardAtMs: next === 'live' ? null : lastHeardMs });
            // What happened while nobody listened is not told again: ask.
            if (next === 'live') {
              void refreshAll(client);
              void findRunGoingOn(client, live.showRun);
            }
          },
          onMessage: (message) => {
            lastHeardMs = Date.now();
            if (message.type === 'run_events') collector.add(message.runId, message.events);
            else takeMessage(client, message, live.showRun, onShowNodes);
          },
        },
      );
    let stop = (): void => undefined;
    // What the page shows is as new as the page: the stream can wait until the page stands.
    const takeBack = whenIdle(() => {
      stop = start();
    }, latestStartMs);
    return () => {
      takeBack();
      stop();
      collector.stop();
    };
  }, [client, live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function takeMessage(
  client: QueryClient,
  message: Exclude<StreamMessage, { type: 'run_events' }>,
  show: (runId: string) => void,
  showNodes: (ids: readonly string[]) => void,
): void {
  switch (message.type) {
    case 'project_changed':
      void client.invalidateQueries({ queryKey: ['project'] });
      tellEdits(message, showNodes);
      break;
    case 'run_changed':
      void client.invalidateQueries({ queryKey: ['runs'] });
      void client.invalidateQueries({ queryKey: ['run', message.run.runId] });
      if (message.run.outcome === null) {
        show(message.run.runId);
        // A tab that joined late has missed the first events.
        void client.query(runViewQuery(client, message.run.runId)).catch(() => undefined);
      } else {
        void client.invalidateQueries({ queryKey: ['project'] });
      }
      break;
    case 'runs_removed':
      void client.invalidateQueries({ queryKey: ['runs'] });
      break;
    case 'heartbeat':
      break;
  }
}

/** Adds events to the run's view; when some are missing in between, the whole rest is asked for. */
function foldEvents(client: QueryClient, runId: string, events: readonly RunEvent[]): void {
  const view = client.getQueryData<RunView>(runViewKey(runId)) ?? emptyRunView;
  const first = events[0];
  if (first !== undefined && first.seq > view.lastSeq + 1) {
    void client.query({ ...runViewQuery(client, runId), staleTime: 0 }).catch(() => undefined);
    return;
  }
  client.setQueryData<RunView>(runViewKey(runId), applyEvents(view, events));
}

function refreshAll(client: QueryClient): Promise<unknown> {
  return Promise.all([
    client.invalidateQueries({ queryKey: ['project'] }),
    client.invalidateQueries({ queryKey: ['runs'] }),
  ]);
}

/** The leader of the tabs hears of it at once; a tab that joins the stream later has to ask. */
async function findRunGoingOn(client: QueryClient, show: (runId: string) => void): Promise<void> {
  const newest = await listRuns({ limit: 1, before: null, includeEmpty: true }).catch(() => null);
  const run = newest?.ok === true ? newest.value[0] : undefined;
  if (run === undefined || run.outcome !== null) return;
  show(run.runId);
  await client.query(runViewQuery(client, run.runId)).catch(() => undefined);
}

/** The last event that this page has of each run that goes on. */
function cursorOf(client: QueryClient): StreamCursor {
  const views = client.getQueriesData<RunView>({ queryKey: ['run-view'] });
  return Object.fromEntries(
    views.flatMap(([key, view]) =>
      view !== undefined && view.outcome === null && view.lastSeq > 0
        ? [[String(key[1]), view.lastSeq] as const]
        : [],
    ),
  );
}

/** Signs that the server may be reachable again. */
function onWake(resume: () => void): () => void {
  const whenVisible = (): void => {
    if (!document.hidden) resume();
  };
  window.addEventListener('online', resume);
  document.addEventListener('visibilitychange', whenVisible);
  return () => {
    window.removeEventListener('online', resume);
    document.removeEventListener('visibilitychange', whenVisible);
  };
}
