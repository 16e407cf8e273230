import { intermediatePath } from '../../files/project-paths';
import { defineKind } from '../kind';
import { namedRef } from '../sql-refs';
import type { SecondOrderAggregationConfig } from './schema';

export const secondOrderAggregation = defineKind<SecondOrderAggregationConfig>({
  kind: 'second_order_aggregation',
  label: 'Second-order aggregation',
  icon: 'square-sigma',
  summary: 'Aggregates of an aggregation: one row for each id, over windows of days.',
  loadSchema: async () => (await import('./schema')).secondOrderAggregationSchema,
  loadExecutor: async () => (await import('./executor')).secondOrderAggregationExecutor,
  furtherRefs: ({ source }) => (typeof source === 'string' ? [namedRef(source)] : []),
  outputs: ({ id }) => [intermediatePath(id)],
});
