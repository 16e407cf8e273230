import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { NodeId, NodeState, OpenStateBackend } from 'seeknal-dag';

/** Keeps the state in one JSON file. Loading and saving is all that a backend must know. */
export const openSingleFile: OpenStateBackend = async ({ url, projectDir }) => {
  const path = resolve(projectDir, url.slice(url.indexOf(':') + 1));
  return {
    load: async () => {
      try {
        const entries = JSON.parse(await readFile(path, 'utf8')) as [NodeId, NodeState][];
        return { state: new Map(entries), repairs: [], unsettled: false };
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
        return { state: new Map(), repairs: [], unsettled: false };
      }
    },
    save: async (state) => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.new`, JSON.stringify([...state], null, 2));
      await rename(`${path}.new`, path);
    },
  };
};
