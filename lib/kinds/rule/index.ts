import { refCalls } from '../../engine/resolve-refs';
import { intermediatePath } from '../../files/project-paths';
import { defineKind } from '../kind';
import { checksOfDocument, readTheClock } from './checks-of-document';
import type { RuleConfig } from './schema';

export const rule = defineKind<RuleConfig>({
  kind: 'rule',
  label: 'Rule',
  icon: 'shield-check',
  summary: 'Checks of the data of another node.',
  loadSchema: async () => (await import('./schema')).ruleSchema,
  loadExecutor: async () => (await import('./executor')).ruleExecutor,
  furtherRefs: (config) =>
    checksOfDocument(config).flatMap(({ sql }) => (typeof sql === 'string' ? refCalls(sql) : [])),
  outputs: ({ id }) => [intermediatePath(id)],
  dependsOnTime: readTheClock,
});
