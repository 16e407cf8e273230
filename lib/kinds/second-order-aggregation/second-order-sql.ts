import { quoteName } from '../../engine/sql-text';
import { err, ok, type Result } from '../../util/result';
import {
  aggregateFunctions,
  daysBefore,
  filteredCall,
  groupedSql,
  type AggregateColumn,
  type DateColumns,
} from '../aggregate-sql';
import { withSqlEquals } from '../sql-equals';
import type { SecondOrderAggregationConfig, SecondOrderFeature } from './schema';

/**
 * The query of a second-order aggregation over `from`: one row for each id, ordered by it. Days are
 * counted back from a row's application date; rows after it never count, except by a condition of
 * `since`, which alone decides there.
 */
export function secondOrderSql(
  config: SecondOrderAggregationConfig & DateColumns,
  from: string,
): Result<string, string> {
  const columns = new Map<string, AggregateColumn>();
  for (const [name, feature] of Object.entries(config.features)) {
    const made = columnsOf(name, feature, config);
    if (!made.ok) return made;
    for (const column of made.value) {
      // DuckDB doesn't tell columns apart by the case of their letters.
      const key = column.name.toLowerCase();
      const twin = columns.get(key);
      if (twin !== undefined && twin.expression !== column.expression) {
        return err(
          `the column ${column.name} would be made twice, in different ways; one of them is in feature "${name}"`,
        );
      }
      columns.set(key, column);
    }
  }
  if (columns.size === 0) return err('no feature makes a column; add "basic: [sum]" to one');
  return ok(groupedSql([config.id_col], [...columns.values()], from));
}

/** What a document asks for that makes no column, in sentences. */
export function withoutEffect(config: SecondOrderAggregationConfig): string[] {
  return Object.entries(config.features).flatMap(([name, feature]) => [
    ...['percentile', 'delta']
      .filter((field) => feature[field] !== undefined && feature[field] !== null)
      .map((field) => `"${field}" of feature "${name}" isn't built in and makes no column.`),
    ...(feature.window && (feature.basic?.length ?? 0) === 0
      ? [`"window" of feature "${name}" makes no column without functions in "basic".`]
      : []),
  ]);
}

function columnsOf(
  name: string,
  feature: SecondOrderFeature,
  dates: DateColumns,
): Result<AggregateColumn[], string> {
  const { basic, window, ratio, since } = feature;
  const words = [...(basic ?? []), ...(ratio?.aggs ?? []), ...(since?.aggs ?? [])];
  const odd = words.find((word) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(word));
  if (odd !== undefined) {
    return err(`feature "${name}" names the function "${odd}", which can't be one`);
  }
  const column = feature.source_feature ?? name;
  const call = (word: string): string =>
    `${aggregateFunctions.get(word.toLowerCase()) ?? word}(${quoteName(column)})`;
  const within = (word: string, [first, last]: readonly [number, number]): string =>
    filteredCall(call(word), daysBefore(dates, first, last));
  const upToDate = daysBefore(dates, 0, null);
  const columns: AggregateColumn[] = [];

  for (const word of basic ?? []) {
    const plain = `${column}_${word.toUpperCase()}`;
    columns.push({ name: plain, expression: filteredCall(call(word), upToDate) });
    if (window) {
      columns.push({ name: `${plain}_${window.join('_')}`, expression: within(word, window) });
    }
  }
  for (const word of ratio?.aggs ?? []) {
    if (!ratio) continue;
    const { numerator, denominator } = ratio;
    const f = word.toUpperCase();
    columns.push({
      name: `${column}_${f}${numerator.join('_')}_${f}${denominator.join('_')}`,
      expression: `CAST(${within(word, numerator)} AS DOUBLE) / nullif(CAST(${within(word, denominator)} AS DOUBLE), 0)`,
    });
  }
  for (const word of since?.aggs ?? []) {
    const condition = withSqlEquals(since?.condition ?? '').trim();
    columns.push({
      name: `SINCE_${word.toUpperCase()}_${column}_GEO_D`,
      expression: filteredCall(call(word), condition === '' ? upToDate : condition),
    });
  }
  return ok(columns);
}
