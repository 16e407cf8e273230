import { access } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseNodeId } from '../graph/node-id';
import type { Diagnostic } from './diagnostic';
import type { NodeFile } from './node-file';

/** Data files that aren't there: only a warning, since something else may make them before the run. */
export async function checkDataFiles(
  projectDir: string,
  files: readonly NodeFile[],
): Promise<Diagnostic[]> {
  const named = files.flatMap((file) =>
    (file.node?.dataFiles ?? []).map((dataFile) => ({
      ...dataFile,
      file,
      id: file.node?.id ?? '',
    })),
  );
  const checked = await Promise.all(
    named.map(async ({ path, at, file, id }): Promise<Diagnostic | null> => {
      // An address on the network is not ours to look up.
      if (path.includes('://')) return null;
      const isThere = await access(resolve(projectDir, withoutPattern(path))).then(
        () => true,
        () => false,
      );
      if (isThere) return null;
      const nodeId = parseNodeId(id);
      return {
        code: 'data_file_missing',
        severity: 'warning',
        message: `${id} reads ${path}, which is not there.`,
        hint: 'Put the file there, or correct the path; paths start at the project folder.',
        place: { file: file.path, ...at },
        nodeId: nodeId.ok ? nodeId.value : null,
      };
    }),
  );
  return checked.filter((diagnostic) => diagnostic !== null);
}

/** Of a pattern such as data/2024-*.csv the folder, since only DuckDB knows what it matches. */
function withoutPattern(path: string): string {
  const wildcard = path.search(/[*?[]/);
  return wildcard === -1 ? path : dirname(`${path.slice(0, wildcard)}x`);
}
