import { quoteName } from '../../engine/sql-text';
import type { EngineConnection } from '../../engine/connection';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionFailure } from '../kind';
import type { FeatureColumn } from './encode-features';

/** A text column with more values than this is rather a name than a category. */
const mostCategories = 50;

const numericTypes =
  /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\(.*\)|BOOLEAN)$/;
const textTypes = /^(VARCHAR|ENUM\(.*\))$/;

/**
 * What of the candidates becomes a feature: numbers as they are, text with few values as one column a
 * value. Anything else is refused by name, rather than left out in silence.
 */
export async function chooseFeatures(
  connection: EngineConnection,
  table: string,
  candidates: ReadonlyMap<string, string>,
): Promise<Result<FeatureColumn[], ExecutionFailure>> {
  const chosen: FeatureColumn[] = [];
  const refused: string[] = [];
  for (const [name, type] of candidates) {
    if (numericTypes.test(type)) chosen.push({ name, categories: null });
    else if (!textTypes.test(type)) refused.push(`${name} (${type})`);
    else {
      const values = await connection.rows(
        `SELECT DISTINCT CAST(${quoteName(name)} AS VARCHAR) AS v FROM ${table} WHERE v IS NOT NULL ORDER BY v LIMIT ${String(mostCategories + 1)}`,
      );
      if (values.length > mostCategories) {
        refused.push(`${name} (${type} with more than ${String(mostCategories)} values)`);
      } else
        chosen.push({
          name,
          categories: values.flatMap(({ v }) => (typeof v === 'string' ? [v] : [])),
        });
    }
  }
  if (refused.length > 0) {
    return err({
      code: 'unusable_feature',
      message: `The model can't learn from these columns: ${refused.join(', ')}.`,
      hint: 'Turn them into numbers in the "transform" SQL of the model, or leave them out there.',
    });
  }
  if (chosen.length === 0) {
    return err({
      code: 'unusable_feature',
      message: 'The training set has no column to learn from besides its ids and the label.',
      hint: 'Select features in the "transform" SQL of the model.',
    });
  }
  return ok(chosen);
}

/** The column as a number that JSON can say: neither infinity nor NaN, which count as missing. */
export function asNumber(column: string): string {
  const number = `CAST(${quoteName(column)} AS DOUBLE)`;
  return `CASE WHEN isfinite(${number}) THEN ${number} END`;
}
