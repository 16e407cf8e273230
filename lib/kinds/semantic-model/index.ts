import { defineKind } from '../kind';
import { namedRef } from '../sql-refs';
import type { SemanticModelConfig } from './schema';

export const semanticModel = defineKind<SemanticModelConfig>({
  kind: 'semantic_model',
  label: 'Semantic model',
  icon: 'book-open-text',
  summary: 'Entities, dimensions and measures of a node, for metrics; makes no data.',
  loadSchema: async () => (await import('./schema')).semanticModelSchema,
  loadExecutor: async () => (await import('./executor')).semanticModelExecutor,
  furtherRefs: ({ model }) => (typeof model === 'string' ? [namedRef(model)] : []),
  outputs: () => [],
  hasData: false,
});
