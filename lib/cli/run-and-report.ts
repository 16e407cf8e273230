import { setTimeout as wait } from 'node:timers/promises';
import { newRunId } from '../events/run-id';
import type { RunTrigger } from '../events/run-event';
import type { RunView } from '../events/run-view';
import type { ProjectPaths } from '../files/project-paths';
import { runProject } from '../service/running/run-project';
import type { RunProjectOptions } from '../service/running/run-project-options';
import type { RunRequest } from '../service/requests/run-request';
import type { ServiceError } from '../service/service-error';
import type { Result } from '../util/result';
import { exitCodes } from './exit-codes';
import type { Interrupts } from './interrupts';
import { refuse } from './print-problem';
import type { Printer } from './printer';
import { chooseReporter } from './reporters/choose-reporter';

export interface RunAndReportOptions {
  readonly request: RunRequest;
  readonly interrupts: Interrupts;
  readonly asJson: boolean;
  readonly verbose?: boolean;
  /** Null for a new one. */
  readonly runId?: string | null;
  readonly trigger?: RunTrigger;
  /** Whether to wait for another run to end; else it is a reason to refuse. */
  readonly waitForOthers?: boolean;
  readonly findObjection?: RunProjectOptions['findObjection'];
}

/** Another run may take hours; half a second more is nothing to it, and little to who waits. */
const lookAgainMs = 500;

/** Runs and tells it in the way that suits who listens. Returns the exit code. */
export async function runAndReport(
  paths: ProjectPaths,
  options: RunAndReportOptions,
  printer: Printer,
): Promise<number> {
  const reporter = await chooseReporter(options.asJson, printer, {
    verbose: options.verbose === true,
  });
  const { stop, abort } = options.interrupts;
  let toldOf: string | null = null;
  for (;;) {
    const result: Result<RunView, ServiceError> = await runProject(paths, {
      request: options.request,
      runId: options.runId ?? newRunId(new Date()),
      trigger: options.trigger ?? 'cli',
      stop,
      abort,
      onPlanned: reporter.planned,
      onEvent: reporter.event,
      ...(options.findObjection === undefined ? {} : { findObjection: options.findObjection }),
    });
    if (result.ok) {
      reporter.finished(result.value);
      return exitCodeOf(result.value);
    }
    if (result.error.code !== 'run_in_progress' || options.waitForOthers !== true) {
      return refuse(result.error, printer, { asJson: options.asJson });
    }
    if (toldOf !== result.error.message) {
      toldOf = result.error.message;
      printer.problems.info(`${result.error.message} Waiting for its end.`);
    }
    await wait(lookAgainMs, undefined, { signal: stop }).catch(() => undefined);
    if (stop.aborted) return exitCodes.interrupted;
  }
}

function exitCodeOf({ outcome }: RunView): number {
  if (outcome === 'cancelled') return exitCodes.interrupted;
  return outcome === 'success' ? exitCodes.done : exitCodes.failed;
}
