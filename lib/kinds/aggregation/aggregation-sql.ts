import { quoteName } from '../../engine/sql-text';
import { err, ok, type Result } from '../../util/result';
import {
  aggregateFunctions,
  daysBefore,
  filteredCall,
  groupedSql,
  type AggregateColumn,
} from '../aggregate-sql';
import { withSqlEquals } from '../sql-equals';
import type { AggregationConfig, AggregationFeature } from './schema';

const sinceFunctions: ReadonlyMap<string, string> = new Map([
  ['count', 'count_if'],
  ['sum', 'sum_if'],
]);

/**
 * The query of an aggregation over `from`: one row for each id, application date and further group,
 * ordered by these. A window of d days holds the rows whose feature date is in
 * (application date - d days, application date].
 */
export function aggregationSql(config: AggregationConfig, from: string): Result<string, string> {
  const keys = [config.id_col, config.application_date_col, ...(config.group_by ?? [])];
  const columns: AggregateColumn[] = [];
  for (const feature of config.features) {
    const made = columnsOf(feature, config);
    if (!made.ok) return made;
    columns.push(...made.value);
  }
  return ok(groupedSql(keys, columns, from));
}

/** The names of the columns that a feature makes. */
export function columnNames(config: AggregationConfig): string[] {
  return config.features.flatMap((feature) => {
    const made = columnsOf(feature, config);
    return made.ok ? made.value.map(({ name }) => name) : [];
  });
}

function columnsOf(
  feature: AggregationFeature,
  config: AggregationConfig,
): Result<AggregateColumn[], string> {
  const { name } = feature;
  const value = quoteName(feature.column ?? name);
  const columns: AggregateColumn[] = [];
  const unknown: string[] = [];
  const functionOf = (word: string): string => {
    const known = aggregateFunctions.get(word.toLowerCase());
    if (known === undefined) unknown.push(word);
    return known ?? word;
  };
  const windowed = (f: string, days: number): string =>
    filteredCall(`${f}(${value})`, daysBefore(config, 0, days - 1));

  for (const word of feature.basic ?? []) {
    const f = functionOf(word);
    columns.push({ name: `${name}_${f}`, expression: `${f}(${value})` });
  }
  for (const { windows, aggs } of feature.rolling ?? []) {
    for (const days of windows) {
      for (const f of aggs.map(functionOf)) {
        columns.push({ name: `${name}_${f}_${String(days)}d`, expression: windowed(f, days) });
      }
    }
  }
  for (const { numerators, denominators, aggs } of feature.ratio ?? []) {
    for (const over of numerators) {
      for (const under of denominators) {
        for (const f of aggs.map(functionOf)) {
          columns.push({
            name: `${name}_${f}_ratio_${String(over)}d_${String(under)}d`,
            expression: `${windowed(f, over)} / nullif(${windowed(f, under)}, 0)`,
          });
        }
      }
    }
  }
  for (const { condition, aggs } of feature.since ?? []) {
    for (const word of aggs) {
      const suffix = sinceFunctions.get(word.toLowerCase());
      if (suffix === undefined) {
        return err(`since of feature "${name}" knows count and sum, not "${word}"`);
      }
      const call = suffix === 'sum_if' ? `sum(${value})` : 'count(*)';
      columns.push({
        name: `${name}_${suffix}`,
        expression: filteredCall(call, withSqlEquals(condition)),
      });
    }
  }
  if (unknown.length > 0) {
    const known = [...aggregateFunctions.keys()].join(', ');
    return err(
      `feature "${name}" names unknown functions: ${unknown.join(', ')}; known are ${known}`,
    );
  }
  return ok(columns);
}
