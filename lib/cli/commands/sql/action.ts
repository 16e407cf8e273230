import { OutputReader } from '../../../service/data/output-reader';
import { assessOrRefuse } from '../../assess-or-refuse';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { formatCount } from '../../format-values';
import { refuse } from '../../print-problem';
import { printRows, rowsToJson } from '../../print-rows';
import type { SqlFlags } from './flags';

/** `seeknal sql`: one read-only query, by the same rules as in the dashboard. */
export async function sqlAction({
  flags,
  args,
  paths,
  printer,
}: Invocation<SqlFlags>): Promise<number> {
  const { format, limit } = flags;
  const explain = flags.explain === true;
  const asJson = format === 'json';
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const reader = new OutputReader({ paths, assess: () => Promise.resolve(opened.value) });
  const query = args[0] ?? '';
  try {
    if (format === 'csv' && !explain) {
      const pieces = await reader.csvOfQuery(query);
      if (!pieces.ok) return refuse(pieces.error, printer, { asJson });
      // The printer adds the last line feed itself.
      for await (const piece of pieces.value) printer.line(piece.slice(0, -1));
      return exitCodes.done;
    }
    const answer = await reader.query({ sql: query, explain, maxRows: limit });
    if (!answer.ok) return refuse(answer.error, printer, { asJson });
    const { columns, rows, cutBy } = answer.value;
    if (explain) for (const row of rows) printer.line(row[1] ?? '');
    else if (asJson) printer.line(JSON.stringify(rowsToJson(columns, rows), null, 2));
    else {
      printRows(columns, rows, printer);
      const all = cutBy === null ? '' : ', and there are more: --limit, or --format csv for all';
      printer.chatter.info(
        `${formatCount(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}${all}`,
      );
    }
    return exitCodes.done;
  } finally {
    await reader.close();
  }
}
