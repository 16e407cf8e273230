import type { EngineConnection } from '../../engine/connection';
import { copyQuery, type WrittenFile } from '../../engine/copy-query';
import { quoteName } from '../../engine/sql-text';
import { likeliest } from './measure-classes';

const predictionsTable = 'predictions of model';

/**
 * Writes the id columns and the declared output columns, one row for each row of the table. Element N of
 * `predictions` belongs to the row of the table whose `rowNumber` column is N: the probabilities of the
 * classes, or the predicted value alone.
 */
export async function writePredictions(input: {
  readonly connection: EngineConnection;
  readonly table: string;
  readonly rowNumber: string;
  readonly idColumns: readonly string[];
  readonly outputColumns: readonly string[];
  readonly predictions: readonly (readonly number[])[];
  /** Empty for a regression. */
  readonly classes: readonly string[];
  readonly outputPath: string;
}): Promise<WrittenFile> {
  const { connection, predictions, classes, outputPath } = input;
  const width = Math.max(1, classes.length);
  const values = Array.from({ length: width }, (_, at) => `v${String(at)}`);
  const type = classes.every((name) => /^-?\d{1,18}$/.test(name)) ? 'BIGINT' : 'VARCHAR';
  await connection.run(
    `CREATE OR REPLACE TABLE main.${quoteName(predictionsTable)}
     (row_number BIGINT, predicted VARCHAR, ${values.map((name) => `${name} DOUBLE`).join(', ')})`,
  );
  await connection.append(predictionsTable, [
    predictions.map((_, row) => BigInt(row)),
    predictions.map((row) => (classes.length === 0 ? null : (classes[likeliest(row)] ?? null))),
    ...values.map((_, at) => predictions.map((row) => row[at] ?? null)),
  ]);
  const columns = [
    ...input.idColumns.map((name) => `t.${quoteName(name)}`),
    ...input.outputColumns
      .filter((name) => !input.idColumns.includes(name))
      .map((name) => `${outputOf(name, classes, type)} AS ${quoteName(name)}`),
  ];
  return copyQuery(
    connection,
    `SELECT ${columns.join(', ')} FROM ${input.table} t
     JOIN main.${quoteName(predictionsTable)} p
     ON p.row_number = t.${quoteName(input.rowNumber)} ORDER BY p.row_number`,
    outputPath,
  );
}

/**
 * What a column is to hold, by its name: `predicted_churn` and `churn_class` the class, `probability_gold`
 * the probability of the class gold, any other the probability of the second of two classes, or of the
 * likeliest of more.
 */
function outputOf(name: string, classes: readonly string[], type: string): string {
  if (classes.length === 0) return 'p.v0';
  const isProbability = /prob|score/i.test(name);
  if (!isProbability && /(^|_)(predict(ed|ion)?|class|label)(_|$)/i.test(name)) {
    return `CAST(p.predicted AS ${type})`;
  }
  const ofClass = classes.findIndex((text) =>
    name.toLowerCase().endsWith(`_${text.toLowerCase()}`),
  );
  if (isProbability && ofClass >= 0) return `p.v${String(ofClass)}`;
  return classes.length === 2
    ? 'p.v1'
    : `greatest(${classes.map((_, at) => `p.v${String(at)}`).join(', ')})`;
}
