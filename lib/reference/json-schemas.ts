import { z, type ZodType } from 'zod';
import { kinds } from '../kinds/registry';
import { commonSchemas } from '../project/common-schema';
import { profilesSchema } from '../project/profiles-schema';
import { settingsSchema } from '../project/settings-schema';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';

const dialect = 'http://json-schema.org/draft-07/schema#';

/**
 * The JSON Schemas of all files of a project, by the name of the schema's file: one a kind, `node.json` for
 * nodes of any kind, and those of the settings, of profiles.yml and of seeknal/common. Editors complete and check by them.
 */
export async function jsonSchemas(): Promise<ReadonlyMap<string, JsonObject>> {
  const ofKinds: (readonly [kind: string, schema: JsonObject])[] = [];
  for (const { kind, summary, loadSchema } of kinds.values()) {
    const schema: ZodType = await loadSchema();
    ofKinds.push([kind, withKind(toJsonSchema(schema, summary), kind)]);
  }
  return new Map([
    ...ofKinds.map(([kind, schema]) => [`${kind}.json`, schema] as const),
    ['node.json', anyKind(ofKinds)],
    [
      'settings.json',
      toJsonSchema(settingsSchema, 'The settings of a project: seeknal_project.yml'),
    ],
    [
      'profiles.json',
      toJsonSchema(profilesSchema, 'Connections and source defaults: profiles.yml'),
    ],
    ...Object.entries(commonSchemas).map(
      ([section, schema]) =>
        [`common-${section}.json`, toJsonSchema(schema, `seeknal/common/${section}.yml`)] as const,
    ),
  ]);
}

/** As documents are written, not as they are read: before defaults and conversions. */
export function toJsonSchema(schema: ZodType, title: string): JsonObject {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    // The bounds of numbers in JavaScript are nothing to tell a person.
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  const plain = JSON.parse(JSON.stringify(json)) as JsonObject;
  return { ...plain, $schema: dialect, title, additionalProperties: false };
}

function withKind(schema: JsonObject, kind: string): JsonObject {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  return {
    ...schema,
    properties: { ...properties, kind: { const: kind, description: 'The kind of node' } },
  };
}

/** Chooses by `kind`, so that mistakes are those of the kind which was meant. */
function anyKind(schemas: readonly (readonly [kind: string, schema: JsonObject])[]): JsonObject {
  const definitions = schemas.flatMap(([kind, schema]) => {
    const { definitions: shared } = schema;
    const own = Object.fromEntries(
      Object.entries(schema).filter(([key]) => key !== '$schema' && key !== 'definitions'),
    );
    return [
      [kind, own] as const,
      ...(isJsonObject(shared)
        ? Object.entries(shared).map(([name, part]) => [name, part] as const)
        : []),
    ];
  });
  return {
    $schema: dialect,
    title: 'A node of a Seeknal project',
    type: 'object',
    required: ['kind', 'name'],
    properties: {
      kind: { enum: schemas.map(([kind]) => kind), description: 'The kind of node' },
    },
    allOf: schemas.map(([kind]) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      then: { $ref: `#/definitions/${kind}` },
    })),
    definitions: Object.fromEntries(definitions),
  };
}

/** The types that a part of a schema allows, in words. */
export function typeInWords(part: JsonValue | undefined): string {
  if (!isJsonObject(part)) return 'anything';
  const { const: fixed, enum: words, anyOf, type, items } = part;
  if (fixed !== undefined) return JSON.stringify(fixed).replaceAll('"', '');
  if (isJsonArray(words)) {
    return words.filter((word) => typeof word === 'string').join(', ');
  }
  if (isJsonArray(anyOf)) {
    const types = anyOf.map(typeInWords).filter((word) => word !== 'null');
    return [...new Set(types)].join(' or ');
  }
  if (isJsonArray(type)) {
    return type
      .filter((word) => word !== 'null')
      .map((word) => typeInWords({ ...part, type: word }))
      .join(' or ');
  }
  if (type === 'array') return items === undefined ? 'list' : `list of ${typeInWords(items)}`;
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    object: 'mapping',
    integer: 'whole number',
    boolean: 'true or false',
  };
  return typeof type === 'string' ? (names[type] ?? type) : 'anything';
}
