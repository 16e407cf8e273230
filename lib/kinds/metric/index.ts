import { defineKind } from '../kind';
import type { MetricConfig } from './schema';

export const metric = defineKind<MetricConfig>({
  kind: 'metric',
  label: 'Metric',
  icon: 'gauge',
  summary: 'The definition of a figure over the measures of semantic models; makes no data.',
  loadSchema: async () => (await import('./schema')).metricSchema,
  loadExecutor: async () => (await import('./executor')).metricExecutor,
  outputs: () => [],
  hasData: false,
});
