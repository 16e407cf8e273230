import { intermediatePath } from '../../files/project-paths';
import { defineKind } from '../kind';
import { transformRefs } from '../sql-refs';
import type { TransformConfig } from './schema';

export const transform = defineKind<TransformConfig>({
  kind: 'transform',
  label: 'Transform',
  icon: 'square-function',
  summary: 'SQL over other nodes.',
  loadSchema: async () => (await import('./schema')).transformSchema,
  loadExecutor: async () => (await import('./executor')).transformExecutor,
  loadQuery: () => Promise.resolve(({ transform: sql }) => sql),
  furtherRefs: transformRefs,
  outputs: ({ id }) => [intermediatePath(id)],
});
