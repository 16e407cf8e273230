import type { ColumnRef, NamedColumn } from '../../../graph/column-origin';
import { traceColumn, type ColumnLineage, type TraceStep } from '../../../graph/trace-column';
import { serviceError, type ServiceError } from '../../../service/service-error';
import { nearMatches } from '../../../util/near-matches';
import type { Printer } from '../../printer';

/** Where one column comes from and where it goes. The refusal when the node has no such column. */
export function printColumn(
  start: ColumnRef,
  lineage: ColumnLineage,
  printer: Printer,
  { asJson }: { readonly asJson: boolean },
): ServiceError | null {
  const { column, upstream, downstream } = traceColumn(lineage, start);
  if (column === null) return noColumn(start, lineage[start.node] ?? []);
  if (asJson) {
    printer.line(
      JSON.stringify({
        node_id: start.node,
        column: column.name,
        from: column.from,
        how: column.how,
        unknown: column.unknown,
        upstream,
        downstream,
      }),
    );
    return null;
  }
  printer.line(`${start.node}.${column.name}${remark(column)}`);
  for (const [title, steps] of [
    ['Comes from', upstream],
    ['Goes into', downstream],
  ] as const) {
    printer.line('');
    printer.line(`${title} (${String(steps.length)}):`);
    for (const step of steps) {
      printer.line(`${'  '.repeat(step.depth)}${step.node}.${step.column}${remark(step)}`);
    }
  }
  return null;
}

/** What each column of a node is made from; as JSON those of all nodes around it too. */
export function printColumns(
  node: string,
  lineage: ColumnLineage,
  printer: Printer,
  { asJson }: { readonly asJson: boolean },
): void {
  if (asJson) {
    printer.line(JSON.stringify({ node_id: node, columns: lineage }));
    return;
  }
  const columns = lineage[node] ?? [];
  if (columns.length === 0) printer.info(`The columns of ${node} are known once it has run.`);
  for (const column of columns) {
    const from = column.from.map((ref) => `${ref.node}.${ref.column}`).join(', ');
    printer.line(`${column.name}${from === '' ? '' : ` <- ${from}`}${remark(column)}`);
  }
}

function remark({ how, unknown }: Pick<TraceStep | NamedColumn, 'how' | 'unknown'>): string {
  const words = [
    ...(how === 'computed' ? ['computed'] : []),
    ...(unknown === null ? [] : [`unknown: ${unknown}`]),
  ];
  return words.length === 0 ? '' : ` (${words.join('; ')})`;
}

function noColumn({ node, column }: ColumnRef, columns: readonly NamedColumn[]): ServiceError {
  const names = columns.map(({ name }) => name);
  const near = nearMatches(column, names);
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(', ')}?`
      : names.length > 0
        ? `Its columns are ${names.join(', ')}.`
        : 'Its columns are known once it has run.';
  return serviceError('invalid_request', `${node} has no column "${column}".`, { hint });
}
