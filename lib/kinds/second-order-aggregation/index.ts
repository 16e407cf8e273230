import { intermediatePath } from '../../files/project-paths';
import { defineKind } from '../kind';
import { sourceView } from '../source-input';
import { namedRef } from '../sql-refs';
import type { SecondOrderAggregationConfig } from './schema';

export const secondOrderAggregation = defineKind<SecondOrderAggregationConfig>({
  kind: 'second_order_aggregation',
  label: 'Second-order aggregation',
  icon: 'square-sigma',
  summary: 'Aggregates of an aggregation: one row for each id, over windows of days.',
  loadSchema: async () => (await import('./schema')).secondOrderAggregationSchema,
  loadExecutor: async () => (await import('./executor')).secondOrderAggregationExecutor,
  loadQuery: async () => {
    const { secondOrderSql } = await import('./second-order-sql');
    return (config, inputs) => {
      const view = sourceView(config.source, inputs);
      const { application_date_col: date } = config;
      if (view === null || typeof date !== 'string') return null;
      const sql = secondOrderSql({ ...config, application_date_col: date }, view);
      return sql.ok ? sql.value : null;
    };
  },
  furtherRefs: ({ source }) => (typeof source === 'string' ? [namedRef(source)] : []),
  outputs: ({ id }) => [intermediatePath(id)],
});
