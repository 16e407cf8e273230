import { afterEach, beforeEach, expect, it } from 'vitest';
import { countByStatus, type RunView } from '../../events/run-view';
import { copySample, type SampleProject } from '../../testing/sample-project';
import type { Result } from '../../util/result';
import { runProject } from './run-project';
import { plainRun, type RunRequest } from '../requests/run-request';
import type { ServiceError } from '../service-error';

let sample: SampleProject;
beforeEach(async () => {
  sample = await copySample();
});
afterEach(() => sample.remove());

let runs = 0;

function run(
  more: Partial<RunRequest> = {},
  onPlanned: () => void = () => undefined,
): Promise<Result<RunView, ServiceError>> {
  runs += 1;
  return runProject(sample.paths, {
    request: { ...plainRun, ...more },
    runId: `run-${String(runs)}`,
    trigger: 'api',
    stop: new AbortController().signal,
    abort: new AbortController().signal,
    onEvent: () => undefined,
    onPlanned,
  });
}

async function counts(
  running: Promise<Result<RunView, ServiceError>>,
): Promise<ReturnType<typeof countByStatus> & { outcome: string | null }> {
  const result = await running;
  if (!result.ok) throw new Error(result.error.message);
  return { ...countByStatus(result.value), outcome: result.value.outcome };
}

const part = (index: number): Partial<RunRequest> => ({ partition: { index, count: 2 } });

it('runs parts at the same time, and each waits for what the other makes', async () => {
  const [second, first] = await Promise.all([counts(run(part(2))), counts(run(part(1)))]);
  expect([first.outcome, second.outcome]).toEqual(['success', 'success']);
  expect(first.success + second.success).toBe(15);
  // The next whole run finds all that the parts have stored.
  expect(await counts(run())).toMatchObject({ cached: 15, success: 0 });
});

it('runs parts one after the other, also when everything is built again', async () => {
  await counts(run());
  const first = await counts(run({ ...part(1), mode: 'full' }));
  const second = await counts(run({ ...part(2), mode: 'full' }));
  expect(first.success + second.success).toBe(15);
  expect(await counts(run())).toMatchObject({ cached: 15 });
});

it('lets no whole run in beside a part, nor a part twice, nor another cut', async () => {
  const lock = new AbortController();
  const going = run(part(2), () => lock.abort());
  await new Promise((resolve) => lock.signal.addEventListener('abort', resolve));
  const others = await Promise.all([
    run(),
    run(part(2)),
    run({ partition: { index: 1, count: 3 } }),
  ]);
  expect(others.map((other) => (other.ok ? 'ran' : other.error.code))).toEqual(
    others.map(() => 'run_in_progress'),
  );
  await counts(run(part(1)));
  expect((await counts(going)).outcome).toBe('success');
});
