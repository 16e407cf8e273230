import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fixedPartOf } from '../files/file-pattern';
import { parseNodeId } from '../graph/node-id';
import type { Diagnostic } from './diagnostic';
import { outsideCheck } from './outside-check';

/** Data files that aren't there: only a warning, since something else may make them before the run. */
export const dataFilesCheck = outsideCheck({
  parts: ['dataFiles'],
  fields: [],
  find: (nodes, { paths }) =>
    nodes.flatMap(({ path: file, node: { id, dataFiles } }) =>
      dataFiles.flatMap(({ path, at }): Diagnostic[] => {
        // An address on the network is not ours to look up, and a name with expressions has yet to be made.
        if (path.includes('://') || path.includes('{{')) return [];
        if (existsSync(resolve(paths.root, fixedPartOf(path)))) return [];
        const nodeId = parseNodeId(id);
        return [
          {
            code: 'data_file_missing',
            severity: 'warning',
            message: `${id} reads ${path}, which is not there.`,
            hint: 'Put the file there, or correct the path; paths start at the project folder.',
            place: { file, ...at },
            nodeId: nodeId.ok ? nodeId.value : null,
          },
        ];
      }),
    ),
});
