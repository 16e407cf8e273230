import { once } from 'node:events';
import type { ProjectPaths } from '../files/project-paths';
import { followProjectFiles } from '../service/project/follow-project-files';
import { exitCodes } from './exit-codes';
import type { Printer } from './printer';
import { runAndReport, type RunAndReportOptions } from './run-and-report';

/**
 * Runs, and runs again whenever a node file or a data file changes, until it is interrupted. What changes
 * during a run makes another one after it. Returns the exit code: how the last run ended.
 */
export async function watchAndRun(
  paths: ProjectPaths,
  options: RunAndReportOptions,
  printer: Printer,
): Promise<number> {
  const { stop } = options.interrupts;
  let changed: readonly string[] = [];
  let wake = (): void => undefined;
  const follow = followProjectFiles(paths, (files) => {
    changed = [...new Set([...changed, ...files])];
    wake();
  });
  const interrupted = stop.aborted ? Promise.resolve() : once(stop, 'abort').then(() => undefined);
  const tell = (message: string): void => {
    if (!options.asJson) printer.chatter.info(message);
  };
  const isOver = (): boolean => stop.aborted;
  let exitCode: number = exitCodes.done;
  try {
    for (;;) {
      exitCode = await runAndReport(paths, options, printer);
      if (isOver()) return exitCode;
      await follow.refresh();
      tell('Watching for changes. Press Ctrl-C to end.');
      if (changed.length === 0) {
        await Promise.race([interrupted, new Promise<void>((resolve) => (wake = resolve))]);
      }
      if (isOver()) return exitCode;
      const files = changed;
      changed = [];
      const more = files.length - 3;
      const others = more > 0 ? ` and ${String(more)} more` : '';
      tell(`Changed: ${files.slice(0, 3).join(', ')}${others}`);
    }
  } finally {
    await follow.close();
  }
}
