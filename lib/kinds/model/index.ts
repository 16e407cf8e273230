import { refCalls } from '../../engine/resolve-refs';
import { intermediatePath } from '../../files/project-paths';
import { shortNameOf } from '../../graph/node-id';
import { isJsonObject, type JsonObject } from '../../util/json';
import { defineKind } from '../kind';
import { transformRefs } from '../sql-refs';
import { modelFile } from './model-file';
import type { ModelConfig } from './schema';

export const model = defineKind<ModelConfig>({
  kind: 'model',
  label: 'Model',
  icon: 'brain',
  summary: 'A model trained on features, and its predictions.',
  loadSchema: async () => (await import('./schema')).modelSchema,
  loadExecutor: async () => (await import('./executor')).modelExecutor,
  furtherRefs: (config) => [...transformRefs(config), ...labelSource(config)],
  outputs: ({ id, config }) => [
    intermediatePath(id),
    ...(isTrained(config) ? [modelFile(shortNameOf(id))] : []),
  ],
});

function labelSource(config: JsonObject): readonly string[] {
  const { training } = config;
  const source = isJsonObject(training) ? training['label_source'] : undefined;
  if (typeof source !== 'string' || source === '') return [];
  const [called] = refCalls(source);
  return [called ?? source];
}

function isTrained(config: JsonObject): boolean {
  const { training } = config;
  return isJsonObject(training) && typeof training['algorithm'] === 'string';
}
