import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { followStream } from '../../../components/live/follow-stream';
import type { RunEvent } from '../../events/run-event';
import { applyEvents, emptyRunView } from '../../events/run-view';
import { openHistory } from '../../history/open-history';
import { readEvents } from '../../history/read-events';
import { emptyProject, RecordedRun } from '../../testing/recorded-run';
import { RunFeed } from './run-feed';

const nodeCount = 1000;
const cuts = 100;

it('a reader that is cut off 100 times in a run of 1,000 nodes ends with what the history has', async () => {
  const paths = await emptyProject();
  const history = await openHistory(paths);
  const feed = await RunFeed.open(paths, history);
  const names = Array.from({ length: nodeCount }, (_, index) => `source.n${String(index)}`);
  const run = await RecordedRun.start(paths, 'long', {
    nodes: Object.fromEntries(names.map((name) => [name, 'run' as const])),
  });

  let view = emptyRunView;
  const heard: RunEvent[] = [];
  const over = new AbortController();
  // A function, because the compiler can't see that waiting lets it change.
  const isLiveNow = (): boolean => isLive;
  let cut = (): void => undefined;
  let opened = 0;
  let isLive = false;
  const following = followStream({
    signal: over.signal,
    onState: (state) => (isLive = state === 'live'),
    // As when the network is back: no wait before the next try.
    onWake: (wake) => {
      setTimeout(wake, 1);
      return () => undefined;
    },
    open: () => {
      opened += 1;
      const abort = new AbortController();
      cut = () => abort.abort();
      return Promise.resolve(feed.follow({ long: view.lastSeq }, abort.signal));
    },
    onMessage: (message) => {
      if (message.type !== 'run_events') return;
      heard.push(...message.events);
      view = applyEvents(view, message.events);
    },
  });

  const every = nodeCount / cuts;
  for (const [index, name] of names.entries()) {
    run.begin(name);
    if (index % every === Math.floor(every / 2)) {
      while (!isLiveNow()) await wait(1);
      // Somewhere between two events, whatever is on its way.
      cut();
      isLive = false;
    }
    run.end(name, { row_count: index });
    if (index % 20 === 0) await wait(1);
  }
  await run.finish({ successful: nodeCount });
  while (view.outcome === null) await wait(5);
  over.abort();
  await following;

  expect(opened).toBeGreaterThanOrEqual(cuts);
  const events = await readEvents(paths, 'long');
  // Nothing twice, nothing left out, in order.
  expect(heard.map((event) => event.seq)).toEqual(events.map((event) => event.seq));
  expect(view).toEqual(applyEvents(emptyRunView, events));
  const kept = await history.getRun('long');
  expect(kept?.nodes.map((node) => [node.nodeId, node.status, node.rowCount])).toEqual(
    names.map((name, index) => [name, 'success', index]),
  );
  await feed.close();
  await history.close();
}, 60_000);
