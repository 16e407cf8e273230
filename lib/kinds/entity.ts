import { isJsonArray, isJsonObject, type JsonValue } from '../util/json';

/** What the rows of a feature group are about, and the columns that tell one from another. */
export interface Entity {
  readonly name: string;
  readonly joinKeys: readonly string[];
}

/** `{name, join_keys}`, or just a name: then the key is `<name>_id`. Null for anything else. */
export function entityOf(value: JsonValue | undefined): Entity | null {
  if (typeof value === 'string') return { name: value, joinKeys: [`${value}_id`] };
  if (!isJsonObject(value) || typeof value['name'] !== 'string') return null;
  const keys = value['join_keys'];
  const joinKeys = isJsonArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
  return { name: value['name'], joinKeys };
}

/** Where a feature group says whose features its Parquet holds; models read it to find the keys. */
export function entityFileOf(parquetPath: string): string {
  return parquetPath.replace(/\.parquet$/, '_meta.json');
}
