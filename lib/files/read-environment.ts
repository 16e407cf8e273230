import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readIfThere } from './read-if-there';

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of the process, and of the project's .env for those that it doesn't have. */
export async function readEnvironment(
  root: string,
  real: Environment = process.env,
): Promise<Environment> {
  // A folder called .env, or one that can't be read, says nothing.
  const text = await readIfThere(join(root, '.env')).catch(() => null);
  return text === null ? real : { ...parseEnv(text), ...real };
}
