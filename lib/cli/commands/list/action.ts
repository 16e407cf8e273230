import type { NodeSnapshot } from '../../../service/project/project-snapshot';
import { plainRun } from '../../../service/requests/run-request';
import { selectNodes } from '../../../service/planning/select-nodes';
import { toSnapshot } from '../../../service/project/to-snapshot';
import { assessOrRefuse } from '../../assess-or-refuse';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { formatCount, formatSeconds, formatTime } from '../../format-values';
import { nodeToJson } from '../../node-to-json';
import { refuse } from '../../print-problem';
import { printTable } from '../../print-table';
import type { Printer } from '../../printer';
import type { ListFlags } from './flags';

/** `seeknal list`: unlike in a run, a tag means the nodes that have it and no others. */
export async function listAction(invocation: Invocation<ListFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const assessed = opened.value;
  const { types = [], tags = [], excludeTags = [] } = flags;
  const selected = await selectNodes(paths, assessed, {
    ...plainRun,
    types,
    tags,
    excludeTags,
    select: flags.select?.join(' ') ?? null,
    exclude: flags.exclude?.join(' ') ?? null,
  });
  if (!selected.ok) return refuse(selected.error, printer, { asJson });
  for (const warning of selected.value.warnings) printer.problems.warning(warning);
  const { only, except } = selected.value.selection;
  const { nodes } = await toSnapshot(paths, assessed);
  const wanted = nodes.filter(
    (node) =>
      (types.length === 0 || types.includes(node.kind)) &&
      (tags.length === 0 || tags.some((tag) => node.tags.includes(tag))) &&
      !excludeTags.some((tag) => node.tags.includes(tag)) &&
      only?.has(node.id) !== false &&
      !except.has(node.id),
  );
  if (asJson) printer.line(JSON.stringify(wanted.map(nodeToJson), null, 2));
  else if (flags.names === true) for (const node of wanted) printer.line(node.id);
  else if (wanted.length === 0) printer.info('No nodes match.');
  else printNodes(wanted, nodes.length, printer);
  return exitCodes.done;
}

function printNodes(nodes: readonly NodeSnapshot[], total: number, printer: Printer): void {
  printTable(
    [
      { title: 'Node' },
      { title: 'State' },
      { title: 'Last' },
      { title: 'Rows', align: 'right' },
      { title: 'Duration', align: 'right' },
      { title: 'Finished' },
      { title: 'Tags' },
    ],
    nodes.map(({ id, freshness, last, tags }) => [
      id,
      freshness,
      last?.status ?? '-',
      formatCount(last?.rowCount ?? null),
      last === null ? '-' : formatSeconds(last.duration),
      last === null ? '-' : formatTime(last.finishedAtMs),
      tags.join(', '),
    ]),
    printer,
  );
  printer.line('');
  printer.info(
    nodes.length === total
      ? `${String(total)} nodes`
      : `${String(nodes.length)} of ${String(total)} nodes`,
  );
}
