import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExecutionFailure } from '../../kind';

/** Where in a node's own file an error came from, as far as its stack tells. */
export function placeInStack(
  error: unknown,
  projectDir: string,
  file: string,
): Pick<ExecutionFailure, 'place'> {
  if (!(error instanceof Error) || error.stack === undefined) return {};
  const path = join(projectDir, file);
  for (const name of [path, pathToFileURL(path).href]) {
    const at = error.stack.indexOf(`${name}:`);
    if (at === -1) continue;
    const [, line, column] = /^:(\d+):(\d+)/.exec(error.stack.slice(at + name.length)) ?? [];
    if (line !== undefined && column !== undefined) {
      return { place: { file, line: Number(line), column: Number(column) } };
    }
  }
  return {};
}
