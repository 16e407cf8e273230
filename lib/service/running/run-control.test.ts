import { expect, it } from 'vitest';
import { newRunId } from '../../events/run-id';
import { copySample } from '../../testing/sample-project';
import { id } from '../../testing/manifest-of';
import { cancelNode } from './cancel-run';
import { runProject } from './run-project';
import { plainRun } from '../requests/run-request';

const slow = id('transform.clean_users');
const heavy = ' AND (SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b) > 0';

it('a node is ended from outside: what reads it is skipped, the rest of the run goes on', async () => {
  const project = await copySample();
  const runId = newRunId(new Date());
  try {
    await project.edit('seeknal/transforms/clean_users.yml', 'IS NOT NULL', `IS NOT NULL${heavy}`);
    const ran = await runProject(project.paths, {
      request: { ...plainRun, parallel: 2 },
      runId,
      trigger: 'api',
      stop: new AbortController().signal,
      abort: new AbortController().signal,
      onPlanned: () => undefined,
      onEvent: (event) => {
        if (event.type !== 'node_progress' || event.node_id !== slow) return;
        // What the page shows of it while it runs.
        if (event.statement?.startsWith('COPY') === true) {
          void cancelNode(project.paths, runId, slow);
        }
      },
    });
    if (!ran.ok) throw new Error(ran.error.message);
    const { nodes, outcome } = ran.value;
    expect(outcome).toBe('failed');
    expect(nodes.get(slow)).toMatchObject({ status: 'failed', error: { code: 'cancelled' } });
    const statuses = [...nodes.values()].map((node) => node.status);
    expect(statuses.filter((status) => status === 'success')).toHaveLength(9);
    expect(nodes.get(id('model.churn_model'))).toMatchObject({
      status: 'skipped',
      reason: 'upstream cancelled: transform.clean_users',
    });

    const late = await cancelNode(project.paths, runId, slow);
    expect(late).toMatchObject({ ok: false, error: { code: 'unknown_run' } });
  } finally {
    await project.remove();
  }
});

it('a run ends when its project is removed: nobody can want what it would still make', async () => {
  const project = await copySample();
  await project.edit('seeknal/transforms/clean_users.yml', 'IS NOT NULL', `IS NOT NULL${heavy}`);
  const ran = await runProject(project.paths, {
    request: { ...plainRun, parallel: 1 },
    runId: newRunId(new Date()),
    trigger: 'api',
    stop: new AbortController().signal,
    abort: new AbortController().signal,
    onPlanned: () => undefined,
    onEvent: (event) => {
      if (event.type === 'node_started' && event.node_id === slow) void project.remove();
    },
  });
  expect(ran.ok && ran.value.outcome).toMatch(/cancelled|failed/);
});
