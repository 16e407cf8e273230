import { intermediatePath } from '../../files/project-paths';
import { defineKind } from '../kind';
import type { SourceConfig } from './schema';

const fileFormats = new Set<unknown>(['csv', 'parquet', 'json', 'jsonl']);

export const source = defineKind<SourceConfig>({
  kind: 'source',
  label: 'Source',
  icon: 'database',
  summary: 'Data that comes from outside: a file or a table.',
  loadSchema: async () => (await import('./schema')).sourceSchema,
  loadExecutor: async () => (await import('./executor')).sourceExecutor,
  dataFiles: ({ source: format, table }) =>
    fileFormats.has(format) && typeof table === 'string' ? [table] : [],
  outputs: ({ id }) => [intermediatePath(id)],
});
