import type { StateAddress } from '../../state-address';
import { StateUnavailableError } from '../../state-unavailable';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FileStateBackend } from './file-state-backend';

/** `file:FOLDER`, relative to the project, or a file URL with a whole path. */
export async function openFileState({ url, projectDir }: StateAddress): Promise<FileStateBackend> {
  const folder = url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length);
  if (folder === '') {
    throw new StateUnavailableError(
      `"${url}" names no folder.`,
      'Write it behind the colon, as in file:target/state.',
    );
  }
  return Promise.resolve(new FileStateBackend(resolve(projectDir, folder)));
}
