import { inputsOf } from '../../../service/planning/inputs-of';
import { loadLastBuilt } from '../../../service/planning/last-built';
import { nodeDetail } from '../../../service/project/node-detail';
import type { NodeDetail, NodeSnapshot } from '../../../service/project/project-snapshot';
import { toSnapshot } from '../../../service/project/to-snapshot';
import { shortValue } from '../../../diff/short-value';
import type { NodeId } from '../../../graph/node-id';
import { assessOrRefuse } from '../../assess-or-refuse';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { findNode } from '../../find-node';
import { formatBytes, formatCount, formatSeconds, formatTime } from '../../format-values';
import { nodeToJson } from '../../node-to-json';
import { refuse } from '../../print-problem';
import type { Printer } from '../../printer';
import type { ShowFlags } from './flags';

interface ShownNode {
  readonly node: NodeSnapshot;
  readonly detail: NodeDetail;
  readonly inputs: readonly NodeId[];
  readonly readers: readonly NodeId[];
}

/** `seeknal show`: one node with its definition, its neighbours and its last result. */
export async function showAction(invocation: Invocation<ShowFlags>): Promise<number> {
  const { flags, args, paths, printer } = invocation;
  const asJson = flags.json === true;
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const assessed = opened.value;
  const { manifest } = assessed.parsed;
  const found = findNode(manifest, args[0] ?? '');
  if (!found.ok) return refuse(found.error, printer, { asJson });
  const id = found.value;
  const lastBuilt = await loadLastBuilt(paths);
  const base = lastBuilt === null ? null : { label: 'the last finished run', manifest: lastBuilt };
  const detail = await nodeDetail(paths, assessed, id, [], base);
  if (!detail.ok) return refuse(detail.error, printer, { asJson });
  const { nodes } = await toSnapshot(paths, assessed);
  const node = nodes.find((one) => one.id === id);
  const definition = manifest.nodes.get(id);
  // A node on a cycle has no place in any plan, and the cycle was told above.
  if (node === undefined || definition === undefined) return exitCodes.failed;
  const shown: ShownNode = {
    node,
    detail: detail.value,
    inputs: inputsOf(definition, manifest),
    readers: manifest.graph.downstreamOf(id),
  };
  if (asJson) {
    const { columns, config, sql, changes } = detail.value;
    printer.line(
      JSON.stringify(
        {
          ...nodeToJson(node),
          inputs: shown.inputs,
          downstream: shown.readers,
          columns,
          config,
          sql,
          changes,
        },
        null,
        2,
      ),
    );
  } else printNode(shown, printer);
  return exitCodes.done;
}

function printNode({ node, detail, inputs, readers }: ShownNode, printer: Printer): void {
  const row = (label: string, value: string | null): void => {
    if (value !== null && value !== '') printer.line(`  ${`${label}:`.padEnd(14)}${value}`);
  };
  printer.line(printer.colors.bold(node.id));
  row('Description', node.description);
  row('Owner', node.owner);
  row('Tags', node.tags.join(', '));
  row('File', node.filePath);
  row('Next run', node.reason === '' ? 'cached' : `${node.freshness}: ${node.reason}`);
  row('Reads', inputs.join(', '));
  row('Read by', readers.join(', '));
  printLastResult(node, row);
  printPairs(
    'Columns',
    detail.columns.map(({ name, text }) => [name, text]),
    printer,
  );
  printPairs(
    'Settings',
    Object.entries(detail.config).map(([name, value]) => [name, shortValue(value)]),
    printer,
  );
  if (detail.sql === null) return;
  printer.line('');
  printer.line('SQL:');
  for (const line of detail.sql.trimEnd().split('\n')) printer.line(`  ${line}`.trimEnd());
}

function printLastResult(
  { last }: NodeSnapshot,
  row: (label: string, value: string | null) => void,
): void {
  if (last === null) {
    row('Last run', 'never');
    return;
  }
  row(
    'Last run',
    `${last.status} at ${formatTime(last.finishedAtMs)} in ${formatSeconds(last.duration)}`,
  );
  row('Rows', last.rowCount === null ? null : formatCount(last.rowCount));
  const size = last.outputBytes === null ? '' : ` (${formatBytes(last.outputBytes)})`;
  row('Output', last.outputPath === null ? null : `${last.outputPath}${size}`);
  row('Error', last.error?.message ?? null);
}

function printPairs(
  title: string,
  pairs: readonly (readonly [string, string])[],
  printer: Printer,
): void {
  if (pairs.length === 0) return;
  const width = Math.max(...pairs.map(([name]) => name.length));
  printer.line('');
  printer.line(`${title}:`);
  for (const [name, text] of pairs) printer.line(`  ${name.padEnd(width)}  ${text}`.trimEnd());
}
