import { stat } from 'node:fs/promises';
import type { NodeId } from '../../../graph/node-id';
import { findOutputs } from '../../../service/data/find-outputs';
import { OutputReader } from '../../../service/data/output-reader';
import { serviceError } from '../../../service/service-error';
import { assessOrRefuse } from '../../assess-or-refuse';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { findNode } from '../../find-node';
import { formatBytes, formatCount } from '../../format-values';
import { refuse } from '../../print-problem';
import { printTable } from '../../print-table';
import { printRows, rowsToJson } from '../../print-rows';
import type { InspectFlags } from './flags';

/** More is what `seeknal sql` is for. */
const mostRows = 500;
/** As many names help when one has no output. */
const mostNames = 10;

/** `seeknal inspect`: the rows of a node, read by the same process that the dashboard uses. */
export async function inspectAction(invocation: Invocation<InspectFlags>): Promise<number> {
  const { flags, args, paths, printer } = invocation;
  const asJson = flags.json === true;
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const assessed = opened.value;
  const { manifest } = assessed.parsed;
  const reader = new OutputReader({ paths, assess: () => Promise.resolve(assessed) });
  try {
    const outputs = await findOutputs(paths, manifest);
    const [name] = args;
    if (name === undefined || flags.list === true) {
      return await listOutputs(invocation, reader, outputs);
    }
    const found = findNode(manifest, name);
    if (!found.ok) return refuse(found.error, printer, { asJson });
    const id = found.value;
    if (!outputs.has(id)) {
      const names = [...outputs.keys()];
      const some = `${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ', ...' : ''}`;
      return refuse(
        serviceError('output_missing', `No intermediate output found for '${id}'`, {
          hint:
            names.length === 0
              ? 'Nothing is built yet: seeknal run.'
              : `Run it with: seeknal run --select '+${id}'. Available: ${some}`,
        }),
        printer,
        { asJson },
      );
    }
    return flags.schema === true
      ? await showSchema(invocation, reader, id)
      : await showRows(invocation, reader, id);
  } finally {
    await reader.close();
  }
}

async function showRows(
  { flags, printer }: Invocation<InspectFlags>,
  reader: OutputReader,
  id: NodeId,
): Promise<number> {
  const asJson = flags.json === true;
  const page = await reader.page({
    output: id,
    offset: 0,
    limit: Math.min(flags.limit, mostRows),
    columns: null,
    filters: [],
    sort: [],
  });
  if (!page.ok) return refuse(page.error, printer, { asJson });
  const { columns, rows, outputRows } = page.value;
  if (asJson) {
    const shown = { node_id: id, row_count: outputRows, columns, rows: rowsToJson(columns, rows) };
    printer.line(JSON.stringify(shown, null, 2));
    return exitCodes.done;
  }
  printer.line(
    printer.colors.bold(
      `${id}: ${formatCount(outputRows)} rows, ${formatCount(columns.length)} columns`,
    ),
  );
  printRows(columns, rows, printer);
  if (rows.length < outputRows) {
    printer.chatter.info(`${formatCount(rows.length)} of ${formatCount(outputRows)} rows`);
  }
  return exitCodes.done;
}

async function showSchema(
  { flags, printer }: Invocation<InspectFlags>,
  reader: OutputReader,
  id: NodeId,
): Promise<number> {
  const asJson = flags.json === true;
  const columns = await reader.columns(id);
  if (!columns.ok) return refuse(columns.error, printer, { asJson });
  if (asJson) printer.line(JSON.stringify({ node_id: id, columns: columns.value }, null, 2));
  else {
    printTable(
      [{ title: 'Column' }, { title: 'Type' }],
      columns.value.map(({ name, type }) => [name, type]),
      printer,
    );
  }
  return exitCodes.done;
}

async function listOutputs(
  { flags, printer }: Invocation<InspectFlags>,
  reader: OutputReader,
  outputs: ReadonlyMap<NodeId, string>,
): Promise<number> {
  const asJson = flags.json === true;
  const listed = await Promise.all(
    [...outputs].map(async ([id, path]) => {
      const page = await reader.page({
        output: id,
        offset: 0,
        limit: 1,
        columns: null,
        filters: [],
        sort: [],
      });
      const size = await stat(path).then(
        ({ size: bytes }) => bytes,
        () => null,
      );
      return {
        node_id: id,
        row_count: page.ok ? page.value.outputRows : null,
        column_count: page.ok ? page.value.columns.length : null,
        output_bytes: size,
      };
    }),
  );
  if (asJson) printer.line(JSON.stringify(listed, null, 2));
  else if (listed.length === 0) printer.info('Nothing is built yet: seeknal run.');
  else {
    printTable(
      [
        { title: 'Node' },
        { title: 'Rows', align: 'right' },
        { title: 'Columns', align: 'right' },
        { title: 'Size', align: 'right' },
      ],
      listed.map((one) => [
        one.node_id,
        one.row_count === null ? 'unreadable' : formatCount(one.row_count),
        one.column_count === null ? '' : formatCount(one.column_count),
        one.output_bytes === null ? '' : formatBytes(one.output_bytes),
      ]),
      printer,
    );
  }
  return exitCodes.done;
}
