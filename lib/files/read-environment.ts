import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readSmallIfThere } from './read-small-if-there';

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of the process, and of the project's .env for those that it doesn't have. */
export function readEnvironment(root: string, real: Environment = process.env): Environment {
  const text = readDotEnv(root);
  return text === null ? real : { ...parseEnv(text), ...real };
}

function readDotEnv(root: string): string | null {
  try {
    return readSmallIfThere(join(root, '.env'));
  } catch {
    // A folder called .env, or one that can't be read, says nothing.
    return null;
  }
}
