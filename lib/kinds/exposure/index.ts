import { isJsonObject } from '../../util/json';
import { defineKind } from '../kind';
import type { ExposureConfig } from './schema';

export const exposure = defineKind<ExposureConfig>({
  kind: 'exposure',
  label: 'Exposure',
  icon: 'share-2',
  summary: 'Hands data to the world outside, as in a file.',
  loadSchema: async () => (await import('./schema')).exposureSchema,
  loadExecutor: async () => (await import('./executor')).exposureExecutor,
  outputs: ({ config }) => {
    const params = config['params'];
    const path = (isJsonObject(params) ? params['path'] : undefined) ?? config['url'];
    return config['type'] === 'file' && typeof path === 'string' ? [path] : [];
  },
});
