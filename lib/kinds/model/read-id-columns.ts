import { readFile } from 'node:fs/promises';
import { isMissingFile } from '../../files/missing-file';
import { isJsonArray, isJsonObject, type JsonValue } from '../../util/json';
import { entityFileOf } from '../entity';
import type { NodeInput } from '../kind';

/**
 * The columns that tell whom a row is about: join keys and event times of the feature groups among the
 * inputs. They go along with the predictions and are never features.
 */
export async function readIdColumns(inputs: readonly NodeInput[]): Promise<string[]> {
  const found = await Promise.all(inputs.map(({ path }) => readEntityFile(entityFileOf(path))));
  return [...new Set(found.flat())];
}

async function readEntityFile(path: string): Promise<string[]> {
  let meta: JsonValue;
  try {
    meta = JSON.parse(await readFile(path, 'utf8')) as JsonValue;
  } catch (error) {
    // Only feature groups have such a file.
    if (isMissingFile(error)) return [];
    throw error;
  }
  if (!isJsonObject(meta)) return [];
  const { join_keys: keys, event_time_col: eventTime } = meta;
  const names = [...(isJsonArray(keys) ? keys : []), eventTime];
  return names.filter((name) => typeof name === 'string');
}
