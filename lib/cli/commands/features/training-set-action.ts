import { makeTrainingSet } from '../../../service/features/training-set';
import { assessOrRefuse } from '../../assess-or-refuse';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { formatCount } from '../../format-values';
import { refuse } from '../../print-problem';
import { printTable } from '../../print-table';
import type { TrainingSetFlags } from './flags';

/** `seeknal features training-set`: a file, or its first rows. */
export async function trainingSetAction(invocation: Invocation<TrainingSetFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const made = await makeTrainingSet(paths, opened.value.parsed.manifest, {
    spine: flags.spine,
    features: flags.features,
    output: flags.output ?? null,
    eventTime: flags.eventTime ?? null,
  });
  if (!made.ok) return refuse(made.error, printer, { asJson });
  const { rowCount, columns, sample, output } = made.value;
  if (asJson) {
    printer.line(
      JSON.stringify(
        { row_count: rowCount, columns: [...columns], output, sample: [...sample] },
        null,
        2,
      ),
    );
  } else if (output !== null) {
    printer.success(`${output}: ${formatCount(rowCount)} rows, ${String(columns.length)} columns`);
  } else {
    printTable(
      columns.map((title) => ({ title })),
      sample.map((row) =>
        columns.map((name) => {
          const value = row[name] ?? null;
          return value === null ? '-' : typeof value === 'string' ? value : JSON.stringify(value);
        }),
      ),
      printer,
    );
    printer.info(`${formatCount(rowCount)} rows; --output FILE writes them all.`);
  }
  return exitCodes.done;
}
