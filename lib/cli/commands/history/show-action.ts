import { checkProject } from '../../check-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { formatCount, formatSeconds, formatTime } from '../../format-values';
import { refuse } from '../../print-problem';
import { printTable } from '../../print-table';
import { findRun } from './find-run';
import type { HistoryShowFlags } from './flags';
import { nodeRunToJson, runToJson } from './run-to-json';

/** `seeknal history show`: one run, node by node. */
export async function historyShowAction(invocation: Invocation<HistoryShowFlags>): Promise<number> {
  const { flags, args, paths, printer } = invocation;
  const asJson = flags.json === true;
  const checked = await checkProject(paths);
  if (!checked.ok) return refuse(checked.error, printer, { asJson });
  const found = await findRun(paths, args[0] ?? 'last');
  if (!found.ok) return refuse(found.error, printer, { asJson });
  const { record, nodes } = found.value;
  if (asJson) {
    printer.line(
      JSON.stringify({ ...runToJson(record), results: nodes.map(nodeRunToJson) }, null, 2),
    );
    return exitCodes.done;
  }
  const row = (label: string, value: string): void =>
    printer.line(`  ${`${label}:`.padEnd(17)}${value}`);
  printer.line(printer.colors.bold(record.runId));
  row('Outcome', record.outcome ?? 'running');
  row('Started', `${formatTime(record.startedAtMs)} by ${record.actor} (${record.trigger})`);
  row('Command', ['seeknal run', record.flags].filter((part) => part !== '').join(' '));
  row('Duration', formatSeconds(record.totalDuration));
  if (record.gitCommit !== null) row('Git commit', record.gitCommit);
  printer.line('');
  printTable(
    [
      { title: 'Node' },
      { title: 'Status' },
      { title: 'Duration', align: 'right' },
      { title: 'Rows', align: 'right' },
      { title: 'Why' },
    ],
    nodes.map((node) => [
      node.nodeId,
      node.status,
      node.startedAtMs === null ? '-' : formatSeconds(node.duration),
      formatCount(node.rowCount),
      node.error === null ? node.reason : (node.error.message.split('\n', 1)[0] ?? ''),
    ]),
    printer,
  );
  return exitCodes.done;
}
