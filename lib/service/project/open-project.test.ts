import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunEvent } from '../../events/run-event';
import { parseNodeId } from '../../graph/node-id';
import { readFirstEvent } from '../../history/read-events';
import { copySample, type SampleProject } from '../../testing/sample-project';
import { OpenProject } from './open-project';
import { plainRun } from '../requests/run-request';
import type { StreamCursor, StreamMessage } from '../history/stream-message';

const full = { ...plainRun, mode: 'full' } as const;
const cleanUsers = 'seeknal/transforms/clean_users.yml';

let sample: SampleProject;
let project: OpenProject;

beforeEach(async () => {
  sample = await copySample();
  const opened = await OpenProject.open(sample.paths.root);
  if (!opened.ok) throw new Error(opened.error.message);
  project = opened.value;
});

afterEach(async () => {
  await project.close();
  await sample.remove();
});

test('shows every node of a project that was never built as new', async () => {
  const snapshot = await project.snapshot();
  expect(snapshot.nodes).toHaveLength(15);
  expect(new Set(snapshot.nodes.map((node) => node.freshness))).toEqual(new Set(['new']));
  expect(snapshot.diagnostics).toEqual([]);
});

test('runs in a process of its own and tells two readers every event once and in order', async () => {
  const [one, two] = [await read(project), await read(project)];
  const runId = await start();
  for (const reader of [one, two]) {
    const events = await reader.eventsOf(runId);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)).toMatchObject({ type: 'run_finished', outcome: 'success' });
  }
  expect((await readFirstEvent(sample.paths, runId))?.type).toBe('run_started');
  const first = (await one.eventsOf(runId))[0];
  expect(first?.type === 'run_started' && first.process.pid).not.toBe(process.pid);
  await one.until((message) => message.type === 'run_changed' && message.run.outcome !== null);
  const [latest] = await project.pastRuns.list({ limit: 5, before: null, includeEmpty: false });
  expect(latest).toMatchObject({
    runId,
    trigger: 'dashboard',
    outcome: 'success',
    flags: '--full',
    successfulNodes: 15,
  });
  expect((await project.snapshot()).nodes.every((node) => node.freshness === 'cached')).toBe(true);
});

test('a reader that comes back gets what it has missed and nothing twice', async () => {
  const before = await read(project);
  const runId = await start();
  const events = await before.eventsOf(runId);
  await before.stop();
  const again = await read(project, { [runId]: 5 });
  expect((await again.eventsOf(runId)).map((event) => event.seq)).toEqual(
    events.map((event) => event.seq).filter((seq) => seq > 5),
  );
});

test('tells that a file changed, and marks the node, what reads it, and nothing else', async () => {
  const reader = await read(project);
  await project.snapshot();
  await reader.eventsOf(await start());
  await sample.edit(cleanUsers, 'IS NOT NULL', 'IS NOT NULL AND length(email) > 12');
  await reader.until(
    (message) =>
      message.type === 'project_changed' &&
      message.files.includes(cleanUsers) &&
      message.edits.some(
        ({ id, what, fields }) =>
          id === 'transform.clean_users' && what === 'modified' && fields.join() === 'SQL',
      ),
  );
  const { nodes } = await project.snapshot();
  expect(nodes.filter((node) => node.freshness === 'changed').map((node) => node.id)).toEqual([
    'transform.clean_users',
  ]);
  expect(nodes.filter((node) => node.freshness === 'stale')).toHaveLength(5);
  expect(nodes.filter((node) => node.freshness === 'cached')).toHaveLength(9);
  const detail = await project.nodeDetail(idOf('transform.clean_users'));
  expect(detail).toMatchObject({ ok: true, value: { changes: [{ path: 'transform' }] } });
});

test('says what is wrong while a file is broken, refuses runs, and is right again once it is mended', async () => {
  const reader = await read(project);
  await project.snapshot();
  await sample.edit(cleanUsers, 'source.users\ntransform', 'source.userz\ntransform');
  await reader.until((message) => message.type === 'project_changed');
  expect((await project.snapshot()).diagnostics[0]).toMatchObject({
    code: 'unknown_ref',
    place: { file: cleanUsers, line: 6 },
  });
  expect(await project.startRun(plainRun)).toMatchObject({
    ok: false,
    error: { code: 'project_has_errors' },
  });
  await sample.edit(cleanUsers, 'source.userz\ntransform', 'source.users\ntransform');
  await reader.until((message) => message.type === 'project_changed');
  expect((await project.snapshot()).diagnostics).toEqual([]);
});

test('draws the nodes of a cycle, and says that they are on one', async () => {
  const users = 'seeknal/sources/users.yml';
  await sample.edit(users, 'tags:', 'depends_on:\n  - ref: transform.clean_users\ntags:');
  const { nodes, diagnostics } = await project.snapshot();
  expect(nodes).toHaveLength(15);
  expect(nodes.find((node) => node.id === 'source.users')).toMatchObject({
    freshness: 'broken',
    reason: 'its references go round in a circle',
  });
  expect(nodes.find((node) => node.id === 'source.orders')?.freshness).toBe('new');
  expect(diagnostics.map(({ code }) => code)).toEqual(['cycle']);
});

test('a run whose process is killed is shown as interrupted, and the next one goes on from there', async () => {
  await makeSlow();
  const reader = await read(project);
  const runId = await start();
  await reader.until(isEvent('node_started', 'transform.clean_users'));
  process.kill(await pidOf(runId), 'SIGKILL');
  const events = await reader.eventsOf(runId);
  expect(events.at(-1)).toMatchObject({ type: 'run_finished', outcome: 'interrupted' });
  const run = await project.pastRuns.get(runId);
  expect(run).toMatchObject({ ok: true, value: { record: { outcome: 'interrupted' } } });
  const built = events.flatMap((event) =>
    event.type === 'node_finished' && event.status === 'success' ? [event.node_id] : [],
  );
  expect(built).toContain('source.orders');

  await makeFast();
  const next = await project.startRun(plainRun);
  if (!next.ok) throw new Error(next.error.message);
  const rest = await reader.eventsOf(next.value.runId);
  expect(rest.at(-1)).toMatchObject({ outcome: 'success' });
  const [started] = rest;
  const cached = (started?.type === 'run_started' ? started.nodes : [])
    .filter((node) => node.decision === 'cached')
    .map((node) => node.node_id);
  expect(cached).toEqual(expect.arrayContaining(built));
});

test('a run is stopped gracefully at first and at once when forced', async () => {
  await makeSlow();
  const reader = await read(project);
  const runId = await start();
  await reader.until(isEvent('node_started', 'transform.clean_users'));
  expect(await project.cancelRun(runId, { force: true })).toEqual({ ok: true, value: null });
  const events = await reader.eventsOf(runId);
  expect(events.at(-1)).toMatchObject({ type: 'run_finished', outcome: 'cancelled' });
  expect(await project.cancelRun(runId, { force: false })).toMatchObject({
    ok: false,
    error: { code: 'unknown_run' },
  });
});

test('a second run is refused while one goes on, with its id', async () => {
  await makeSlow();
  const reader = await read(project);
  const runId = await start();
  const second = await project.startRun(full);
  expect(second).toMatchObject({ ok: false, error: { code: 'run_in_progress' } });
  expect(second.ok ? '' : second.error.message).toContain(runId);
  await reader.until(isEvent('node_started', 'transform.clean_users'));
  await project.cancelRun(runId, { force: true });
  await reader.eventsOf(runId);
});

test('a project that is opened later finds the runs that happened meanwhile', async () => {
  const reader = await read(project);
  const runId = await start();
  await reader.eventsOf(runId);
  await project.close();
  const opened = await OpenProject.open(sample.paths.root);
  if (!opened.ok) throw new Error(opened.error.message);
  project = opened.value;
  const runs = await project.pastRuns.list({ limit: 10, before: null, includeEmpty: true });
  expect(runs.map((run) => [run.runId, run.outcome])).toEqual([[runId, 'success']]);
  expect(await project.runEvents('20200101_000000_none', 0)).toMatchObject({
    ok: false,
    error: { code: 'unknown_run' },
  });
});

/** Makes clean_users work for minutes, if nobody ends it. */
function makeSlow(): Promise<void> {
  return sample.edit(
    cleanUsers,
    'IS NOT NULL',
    'IS NOT NULL AND (SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b) > 0',
  );
}

function makeFast(): Promise<void> {
  return sample.edit(
    cleanUsers,
    ' AND (SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b) > 0',
    '',
  );
}

async function start(): Promise<string> {
  const started = await project.startRun(full);
  if (!started.ok) throw new Error(started.error.message);
  return started.value.runId;
}

async function pidOf(runId: string): Promise<number> {
  const first = await readFirstEvent(sample.paths, runId);
  if (first?.type !== 'run_started') throw new Error(`${runId} has not started`);
  return first.process.pid;
}

function idOf(text: string) {
  const id = parseNodeId(text);
  if (!id.ok) throw new Error(id.error);
  return id.value;
}

function isEvent(type: RunEvent['type'], node: string) {
  return (message: StreamMessage): boolean =>
    message.type === 'run_events' &&
    message.events.some(
      (event) => event.type === type && 'node_id' in event && event.node_id === node,
    );
}

/** Follows the project as a page does, and lets the test wait for what it hears. */
async function read(from: OpenProject, cursor: StreamCursor = {}) {
  const abort = new AbortController();
  const messages = from.follow(cursor, abort.signal)[Symbol.asyncIterator]();
  const heard: StreamMessage[] = [];
  const until = async (wanted: (message: StreamMessage) => boolean): Promise<StreamMessage> => {
    for (;;) {
      const next = await messages.next();
      if (next.done === true) throw new Error('The stream ended');
      heard.push(next.value);
      if (wanted(next.value)) return next.value;
    }
  };
  // Nothing is missed from here on.
  await until((message) => message.type === 'heartbeat');
  const eventsHeard = (runId: string): RunEvent[] =>
    heard.flatMap((message) =>
      message.type === 'run_events' && message.runId === runId ? message.events : [],
    );
  return {
    until,
    /** All events of a run, once it has ended. */
    eventsOf: async (runId: string): Promise<RunEvent[]> => {
      while (eventsHeard(runId).at(-1)?.type !== 'run_finished') {
        await until((message) => message.type === 'run_events');
      }
      return eventsHeard(runId);
    },
    stop: async (): Promise<void> => {
      abort.abort();
      await messages.return?.();
    },
  };
}
