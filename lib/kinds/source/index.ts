import { intermediatePath } from '../../files/project-paths';
import { defineKind } from '../kind';
import { fileOfSource } from './file-of-source';
import { sourceOutsideFacts } from './outside-facts';
import type { SourceConfig } from './schema';

export const source = defineKind<SourceConfig>({
  kind: 'source',
  label: 'Source',
  icon: 'database',
  summary: 'Data that comes from outside: a file or a table.',
  loadSchema: async () => (await import('./schema')).sourceSchema,
  loadExecutor: async () => (await import('./executor')).sourceExecutor,
  dataFiles: (config) => {
    const file = fileOfSource(config);
    // An address on the network is no file of ours to look up or watch.
    return file === null || file.path.includes('://') ? [] : [file.path];
  },
  outsideFacts: sourceOutsideFacts,
  outputs: ({ id }) => [intermediatePath(id)],
});
