import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';

// Fields of DuckDB's parse tree; what is missing reads as empty, as the tree leaves out what says nothing.

export function objectAt(value: JsonValue, key: string): JsonObject | null {
  const found = isJsonObject(value) ? value[key] : null;
  return isJsonObject(found) ? found : null;
}

export function listAt(value: JsonObject, key: string): readonly JsonValue[] {
  const found = value[key];
  return isJsonArray(found) ? found : [];
}

export function namesAt(value: JsonObject, key: string): string[] {
  return listAt(value, key).filter((name) => typeof name === 'string');
}

export function textAt(value: JsonObject, key: string): string {
  const found = value[key];
  return typeof found === 'string' ? found : '';
}
