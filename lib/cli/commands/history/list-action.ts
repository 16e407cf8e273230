import { readRunRecords } from '../../../history/read-run-records';
import { checkProject } from '../../check-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { formatSeconds, formatTime } from '../../format-values';
import { refuse } from '../../print-problem';
import { printTable } from '../../print-table';
import type { HistoryListFlags } from './flags';
import { runToJson } from './run-to-json';

/** `seeknal history list`: past runs in a table. */
export async function historyListAction(invocation: Invocation<HistoryListFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const checked = await checkProject(paths);
  if (!checked.ok) return refuse(checked.error, printer, { asJson });
  const runs = await readRunRecords(paths, {
    limit: flags.limit,
    includeEmpty: flags.all === true,
  });
  if (asJson) printer.line(JSON.stringify(runs.map(runToJson), null, 2));
  else if (runs.length === 0) printer.info('No runs yet.');
  else {
    printTable(
      [
        { title: 'Run' },
        { title: 'Started' },
        { title: 'Outcome' },
        { title: 'Ran', align: 'right' },
        { title: 'Failed', align: 'right' },
        { title: 'Duration', align: 'right' },
        { title: 'Flags' },
      ],
      runs.map((run) => [
        run.runId,
        formatTime(run.startedAtMs),
        run.outcome ?? 'running',
        String(run.changedNodes),
        String(run.failedNodes),
        formatSeconds(run.totalDuration),
        run.flags,
      ]),
      printer,
    );
  }
  return exitCodes.done;
}
