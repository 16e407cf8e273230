import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import type { FieldChange } from './field-change';

/**
 * Where two documents differ, in the order of the second one's keys. Mappings and lists of mappings are
 * entered (`params.min_amount`, `inputs[1].ref`); a list of plain values is one field, since a person
 * reads it as one.
 */
export function diffFields(before: JsonObject, after: JsonObject): FieldChange[] {
  const changes: FieldChange[] = [];
  collect('', before, after, changes);
  return changes;
}

/** Whether two values are the same, whatever the order of keys. */
export function sameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (isJsonObject(a) && isJsonObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
    );
  }
  if (isJsonArray(a) && isJsonArray(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  }
  return a === b;
}

function collect(
  path: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  changes: FieldChange[],
): void {
  if (sameJson(before, after)) return;
  if (isJsonObject(before) && isJsonObject(after)) {
    for (const key of new Set([...Object.keys(after), ...Object.keys(before)])) {
      collect(path === '' ? key : `${path}.${key}`, own(before, key), own(after, key), changes);
    }
    return;
  }
  if (isListOfMappings(before) && isListOfMappings(after)) {
    for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
      collect(`${path}[${String(index)}]`, before[index], after[index], changes);
    }
    return;
  }
  changes.push({ path, before, after });
}

/** A field may be called `constructor` or `__proto__`, which every object has from elsewhere. */
function own(document: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(document, key) ? document[key] : undefined;
}

function isListOfMappings(value: JsonValue | undefined): value is readonly JsonObject[] {
  return isJsonArray(value) && value.length > 0 && value.every((item) => isJsonObject(item));
}
