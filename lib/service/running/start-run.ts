import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { newRunId } from '../../events/run-id';
import { packageRoot } from '../../files/package-root';
import type { ProjectPaths } from '../../files/project-paths';
import { eventFilePath } from '../../history/event-file';
import { err, ok, type Result } from '../../util/result';
import { currentRun } from './current-run';
import { missingTools } from '../planning/missing-tools';
import { planProject } from '../planning/plan-project';
import { requestArguments } from '../requests/request-arguments';
import { runInProgress } from './run-project';
import { howOf, plainRun, type RunRequest } from '../requests/run-request';
import { serviceError, type ServiceError } from '../service-error';

/** A machine under heavy load may need a while to start a process. */
const startLimitMs = 30_000;

/**
 * Starts a run in a process of its own, which goes on when this one ends: no query can block or break the
 * dashboard, and a restart of the dashboard breaks no run. Returns once its first event is on disk.
 */
export async function startRun(
  paths: ProjectPaths,
  request: RunRequest,
  options: {
    /** A kept plan: the run refuses itself when that is not what it would do. */
    readonly planFile?: string;
  } = {},
): Promise<Result<{ runId: string }, ServiceError>> {
  const running = await currentRun(paths);
  if (!running.ok) return running;
  if (running.value !== null) return err(runInProgress(running.value));
  const planned = await planProject(paths, request);
  if (!planned.ok) return planned;
  const missing = await missingTools(paths, planned.value);
  if (missing !== null) return err(missing);

  const runId = newRunId(new Date());
  const folder = join(paths.seeknalDir, 'starting');
  const complaints = join(folder, `${runId}.txt`);
  await mkdir(folder, { recursive: true });
  const file = await open(complaints, 'w');
  try {
    const child = spawn(process.execPath, commandLine(paths, runId, request, options.planFile), {
      detached: true,
      // Not in the command line, which all users of a machine can see.
      env: {
        ...process.env,
        ...(paths.stateUrl === null ? {} : { SEEKNAL_STATE: paths.stateUrl }),
        ...(paths.profile === null ? {} : { SEEKNAL_PROFILE: paths.profile }),
      },
      stdio: ['ignore', 'ignore', file.fd],
    });
    const began = await waitForStart(child, eventFilePath(paths, runId));
    child.unref();
    return began ? ok({ runId }) : err(notStarted(await readFile(complaints, 'utf8')));
  } finally {
    await file.close();
    await rm(complaints, { force: true });
  }
}

function commandLine(
  paths: ProjectPaths,
  runId: string,
  request: RunRequest,
  planFile: string | undefined,
): string[] {
  return [
    join(packageRoot(), 'bin', 'seeknal.js'),
    'run',
    ...['--project', paths.root, '--run-id', runId, '--trigger', 'dashboard'],
    // The plan says already what runs, the request how.
    ...(planFile === undefined
      ? requestArguments(request)
      : [`--plan=${planFile}`, ...requestArguments({ ...plainRun, ...howOf(request) })]),
  ];
}

/** Whether the first event came before the process ended. */
async function waitForStart(child: ChildProcess, eventFile: string): Promise<boolean> {
  const ended = new AbortController();
  once(child, 'exit').then(
    () => ended.abort(),
    () => ended.abort(),
  );
  const until = Date.now() + startLimitMs;
  for (;;) {
    if (await hasContent(eventFile)) return true;
    if (Date.now() > until) return false;
    // A short run may have ended between the two looks.
    if (ended.signal.aborted) return hasContent(eventFile);
    await wait(15, undefined, { signal: ended.signal }).catch(() => undefined);
  }
}

async function hasContent(path: string): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size > 0,
    () => false,
  );
}

function notStarted(complaints: string): ServiceError {
  const words = complaints.trim();
  return serviceError(
    'internal_error',
    words === '' ? 'The run did not start.' : `The run did not start: ${words}`,
    { hint: 'Start it in a terminal with `seeknal run` to see more.' },
  );
}
