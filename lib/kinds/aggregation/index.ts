import { intermediatePath } from '../../files/project-paths';
import { defineKind } from '../kind';
import { sourceView } from '../source-input';
import { namedRef } from '../sql-refs';
import type { AggregationConfig } from './schema';

export const aggregation = defineKind<AggregationConfig>({
  kind: 'aggregation',
  label: 'Aggregation',
  icon: 'sigma',
  summary: 'Sums, averages and counts by id and date, also over moving windows.',
  loadSchema: async () => (await import('./schema')).aggregationSchema,
  loadExecutor: async () => (await import('./executor')).aggregationExecutor,
  loadQuery: async () => {
    const { aggregationSql } = await import('./aggregation-sql');
    return (config, inputs) => {
      const view = sourceView(config.source, inputs);
      const sql = view === null ? null : aggregationSql(config, view);
      return sql?.ok === true ? sql.value : null;
    };
  },
  furtherRefs: ({ source }) => (typeof source === 'string' ? [namedRef(source)] : []),
  outputs: ({ id }) => [intermediatePath(id)],
});
