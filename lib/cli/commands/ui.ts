import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureSeeknalDir } from '../../files/ensure-seeknal-dir';
import { packageDir } from '../../files/package-dir';
import { projectPaths, type ProjectPaths } from '../../files/project-paths';
import { readSettings } from '../../project/read-settings';
import { err, ok, type Result } from '../../util/result';
import { checkProject } from '../check-project';
import type { DashboardProblem, StartDashboard } from '../dashboard-server';
import { exitCodes } from '../exit-codes';
import { onInterrupts, type Interrupts } from '../interrupts';
import { printServiceError } from '../print-problem';
import type { Printer } from '../printer';

export interface UiCommandOptions {
  readonly projectDir: string;
  /** Null leaves it to $PORT, else 3000. */
  readonly port: number | null;
  /** Null leaves it to $HOST, else 127.0.0.1. */
  readonly host: string | null;
  readonly dev: boolean;
}

/** `seeknal ui`: serves the dashboard of a project until it is interrupted. */
export async function uiCommand(options: UiCommandOptions, printer: Printer): Promise<number> {
  const refused = ({ message, hint }: DashboardProblem): number => {
    printer.failure(message);
    printer.line(`    ${hint}`);
    return exitCodes.failed;
  };
  const port = choosePort(options.port, process.env['PORT']);
  if (!port.ok) return refused(port.error);
  const checked = await checkProject(options.projectDir);
  if (!checked.ok) {
    printServiceError(checked.error, printer);
    return exitCodes.failed;
  }
  const paths = projectPaths(options.projectDir);
  const blocked = await findWriteProblem(paths);
  if (blocked !== null) return refused(blocked);

  const interrupts = onInterrupts(() => undefined);
  try {
    const startDashboard = await loadServer();
    const started = await startDashboard({
      projectDir: options.projectDir,
      packageDir: packageDir(),
      port: port.value,
      host: options.host ?? textOr(process.env['HOST'], '127.0.0.1'),
      dev: options.dev,
    });
    if (!started.ok) return refused(started.error);
    const { settings } = await readSettings(paths);
    printer.line(
      `Seeknal dashboard: ${started.value.url}  (project ${settings.name}, ${options.projectDir})`,
    );
    printer.line('Press Ctrl-C to stop it; runs that go on are not touched.');
    await interrupted(interrupts);
    await started.value.stop();
    return exitCodes.done;
  } finally {
    interrupts.dispose();
    // The web stack leaves watchers and pools open, which would keep the process alive for ever.
    setTimeout(() => process.exit(), 100).unref();
  }
}

/** An empty variable counts as none, as it does for most tools. */
export function choosePort(
  flag: number | null,
  variable: string | undefined,
): Result<number, DashboardProblem> {
  const text = flag === null ? textOr(variable, '3000') : String(flag);
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return ok(port);
  return err({
    message: `${flag === null ? 'PORT' : '--port'} is "${text}", which is not a port number.`,
    hint: 'Give a whole number from 1 to 65535, or 0 for any free port.',
  });
}

/** The history lives in the project: told here, and not by each page. */
async function findWriteProblem(paths: ProjectPaths): Promise<DashboardProblem | null> {
  try {
    await ensureSeeknalDir(paths);
    await access(paths.runsDir, constants.W_OK);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      message: `${paths.seeknalDir} can't be written, and the history of runs is kept there (${reason}).`,
      hint: 'Change its permissions, or make space on the disk.',
    };
  }
}

function textOr(text: string | undefined, otherwise: string): string {
  return text === undefined || text.trim() === '' ? otherwise : text.trim();
}

/** By path and not by import: the command line must not pull the web stack into its bundle. */
async function loadServer(): Promise<StartDashboard> {
  const path = join(packageDir(), 'dist', 'server', 'start-dashboard.js');
  const server = (await import(pathToFileURL(path).href)) as { startDashboard: StartDashboard };
  return server.startDashboard;
}

function interrupted({ stop }: Interrupts): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });
}
