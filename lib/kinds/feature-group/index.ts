import { intermediatePath } from '../../files/project-paths';
import { defineKind } from '../kind';
import { transformRefs } from '../sql-refs';
import type { FeatureGroupConfig } from './schema';

export const featureGroup = defineKind<FeatureGroupConfig>({
  kind: 'feature_group',
  label: 'Feature group',
  icon: 'layers',
  summary: 'Features of an entity, kept for training and serving.',
  loadSchema: async () => (await import('./schema')).featureGroupSchema,
  loadQuery: () => Promise.resolve((config) => config.transform ?? 'FROM source'),
  loadExecutor: async () => (await import('./executor')).featureGroupExecutor,
  furtherRefs: transformRefs,
  outputs: ({ id }) => [intermediatePath(id)],
});
