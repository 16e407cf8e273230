import type { StateAddress } from '../../state-address';
import { StateUnavailableError } from '../../state-unavailable';
import { resolve } from 'node:path';
import { SqliteStateBackend } from './sqlite-state-backend';

/** `sqlite:FILE`, relative to the project; the file is made by the first run. */
export function openSqliteState({
  url,
  projectDir,
  project,
}: StateAddress): Promise<SqliteStateBackend> {
  const file = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
  if (file === '' || file.startsWith('//')) {
    throw new StateUnavailableError(
      `"${url}" names no file.`,
      'Write it behind the colon, as in sqlite:target/state/state.db.',
    );
  }
  return Promise.resolve(new SqliteStateBackend(resolve(projectDir, file), project));
}
