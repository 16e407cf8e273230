import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EngineConnection } from '../../engine/connection';
import { copyQuery, type WrittenFile } from '../../engine/copy-query';
import { quoteName, quoteText } from '../../engine/sql-text';

/**
 * Writes the id columns and the declared output columns, one row for each row of the table. Element N
 * of `probabilities` belongs to the row of the table whose `rowNumber` column is N.
 */
export async function writePredictions(input: {
  readonly connection: EngineConnection;
  readonly table: string;
  readonly rowNumber: string;
  readonly idColumns: readonly string[];
  readonly outputColumns: readonly string[];
  readonly probabilities: readonly number[];
  readonly classes: readonly [string, string];
  readonly outputPath: string;
}): Promise<WrittenFile> {
  const { probabilities, classes, outputPath } = input;
  const handedOver = `${outputPath}.${randomUUID()}.jsonl.tmp`;
  const columns = [
    ...input.idColumns.map((name) => `t.${quoteName(name)}`),
    ...input.outputColumns
      .filter((name) => !input.idColumns.includes(name))
      .map(
        (name) => `${isClassName(name) ? 'p.predicted' : 'p.probability'} AS ${quoteName(name)}`,
      ),
  ];
  try {
    await pipeline(Readable.from(lines(probabilities, classes)), createWriteStream(handedOver));
    return await copyQuery(
      input.connection,
      `SELECT ${columns.join(', ')} FROM ${input.table} t
       JOIN read_json(${quoteText(handedOver)}, format = 'newline_delimited',
         columns = {row_number: 'BIGINT', probability: 'DOUBLE', predicted: '${isNumber(classes) ? 'BIGINT' : 'VARCHAR'}'}) p
       ON p.row_number = t.${quoteName(input.rowNumber)} ORDER BY p.row_number`,
      outputPath,
    );
  } finally {
    await rm(handedOver, { force: true });
  }
}

/** `predicted_churn` and `churn_class` ask for the class, any other name for its probability. */
function isClassName(name: string): boolean {
  return /(^|_)(predict(ed|ion)?|class|label)(_|$)/i.test(name) && !/prob/i.test(name);
}

function isNumber(classes: readonly [string, string]): boolean {
  return classes.every((name) => /^-?\d+$/.test(name));
}

function* lines(
  probabilities: readonly number[],
  classes: readonly [string, string],
): Generator<string> {
  for (const [row, probability] of probabilities.entries()) {
    const predicted = probability >= 0.5 ? classes[1] : classes[0];
    yield `${JSON.stringify({ row_number: row, probability, predicted })}\n`;
  }
}
