import type { ZodType } from 'zod';
import { kinds } from '../kinds/registry';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { toJsonSchema, typeInWords } from './json-schemas';

/** A field of a node file, as a person reads of it. */
export interface FieldDescription {
  /** As in `materialization.event_time_col` or `features[].basic`. */
  readonly path: string;
  /** In words, as in `text` or `list of text`. */
  readonly type: string;
  readonly isRequired: boolean;
  /** What it means; empty where the name says all. */
  readonly text: string;
}

/** Deeper fields than this are told by their example in the documentation. */
const mostDepth = 5;

/** The fields of a kind in the order of its schema; null for a kind that isn't known. */
export async function describeFields(kind: string): Promise<readonly FieldDescription[] | null> {
  const definition = kinds.get(kind);
  if (definition === undefined) return null;
  const schema: ZodType = await definition.loadSchema();
  return fieldsOfSchema(toJsonSchema(schema, definition.summary));
}

/** All fields of a JSON Schema, each followed by those inside it. */
export function fieldsOfSchema(schema: JsonObject): readonly FieldDescription[] {
  return fieldsIn(schema, '', 0);
}

function fieldsIn(part: JsonObject, prefix: string, depth: number): FieldDescription[] {
  if (depth > mostDepth) return [];
  return objectsIn(part).flatMap(({ properties, required, path }) =>
    Object.entries(properties).flatMap(([name, field]): FieldDescription[] => {
      if (!isJsonObject(field)) return [];
      const own = `${prefix}${path}${name}`;
      const { description } = field;
      return [
        {
          path: own,
          type: typeInWords(field),
          isRequired: required.includes(name),
          text: typeof description === 'string' ? description : '',
        },
        ...fieldsIn(field, own, depth + 1),
      ];
    }),
  );
}

interface FoundObject {
  readonly properties: JsonObject;
  readonly required: readonly string[];
  /** From the field that holds it: `.`, `[].` for each item of a list, `.<name>.` for each value of a mapping. */
  readonly path: string;
}

/** The mappings with fields that a part of a schema may be, or be made of. */
function objectsIn(part: JsonValue | undefined, path = ''): FoundObject[] {
  if (!isJsonObject(part)) return [];
  const { properties, required, anyOf, items, additionalProperties } = part;
  if (isJsonObject(properties) && Object.keys(properties).length > 0) {
    const names = isJsonArray(required) ? required.filter((name) => typeof name === 'string') : [];
    const dot = path === '' && part['$schema'] !== undefined ? '' : `${path}.`;
    return [{ properties, required: names, path: dot }];
  }
  const alternatives = isJsonArray(anyOf) ? anyOf : [];
  return [
    ...alternatives.flatMap((alternative) => objectsIn(alternative, path)),
    ...objectsIn(items, `${path}[]`),
    ...objectsIn(additionalProperties, `${path}.<name>`),
  ];
}
