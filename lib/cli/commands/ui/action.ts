import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureSeeknalDir } from '../../../files/ensure-seeknal-dir';
import { packageRoot } from '../../../files/package-root';
import type { ProjectPaths } from '../../../files/project-paths';
import { readSettings } from '../../../project/read-settings';
import { checkProject } from '../../check-project';
import type { DashboardProblem, StartDashboard } from '../../dashboard-server';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { importFile } from '../../import-file';
import { onInterrupts, type Interrupts } from '../../interrupts';
import { refuse } from '../../print-problem';
import { choosePort } from './choose-port';
import type { UiFlags } from './flags';

/** `seeknal ui`: serves the dashboard of a project until it is interrupted. */
export async function uiAction(invocation: Invocation<UiFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const complain = ({ message, hint }: DashboardProblem): number => {
    printer.problems.failure(message);
    printer.problems.line(`    ${hint}`);
    return exitCodes.failed;
  };
  const port = choosePort(flags.port ?? null, process.env['PORT']);
  if (!port.ok) return complain(port.error);
  const checked = await checkProject(paths);
  if (!checked.ok) return refuse(checked.error, printer, { asJson: false });
  const blocked = await findWriteProblem(paths);
  if (blocked !== null) return complain(blocked);

  // Those who open the project for the pages find it there, and so do the runs that they start.
  if (paths.stateUrl !== null) process.env['SEEKNAL_STATE'] = paths.stateUrl;
  if (paths.profile !== null) process.env['SEEKNAL_PROFILE'] = paths.profile;
  const interrupts = onInterrupts(() => undefined);
  try {
    const startDashboard = await loadServer();
    const started = await startDashboard({
      projectDir: paths.root,
      packageDir: packageRoot(),
      port: port.value,
      host: flags.host ?? textOr(process.env['HOST'], '127.0.0.1'),
      dev: flags.dev === true,
    });
    if (!started.ok) return complain(started.error);
    const { settings } = await readSettings(paths);
    printer.line(
      `Seeknal dashboard: ${started.value.url}  (project ${settings.name}, ${paths.root})`,
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
  const path = join(packageRoot(), 'dist', 'server', 'start-dashboard.js');
  const server = (await importFile(path)) as { startDashboard: StartDashboard };
  return server.startDashboard;
}

function interrupted({ stop }: Interrupts): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });
}
