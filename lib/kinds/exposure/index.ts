import { defineKind } from '../kind';
import { fileTargetOf } from './file-target';
import { exposureOutsideFacts } from './outside-facts';
import type { ExposureConfig } from './schema';

export const exposure = defineKind<ExposureConfig>({
  kind: 'exposure',
  label: 'Exposure',
  icon: 'share-2',
  summary: 'Hands data to the world outside: a file, a database, an API.',
  loadSchema: async () => (await import('./schema')).exposureSchema,
  loadExecutor: async () => (await import('./executor')).exposureExecutor,
  outsideFacts: exposureOutsideFacts,
  outputs: ({ config }) => {
    const target = config['type'] === 'file' ? fileTargetOf(config) : null;
    return target === null ? [] : [target.path];
  },
});
