import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { checkSchema } from './check-schema';
import { commonSchemas } from './common-schema';
import { Findings } from './findings';
import type { CommonReading } from './common-reading';
import { readYamlDocument } from './read-yaml-document';

/** What one file of seeknal/common says, by dotted name, with every mistake in it. */
export function parseCommon(
  section: keyof typeof commonSchemas,
  path: string,
  bytes: Buffer,
): CommonReading {
  const found = new Findings(path);
  const document = readYamlDocument(bytes, found, {
    name: 'A file of shared values',
    example: `${section}: [{id: ...}]`,
    hint: `Start it with "${section}:" and a list.`,
  });
  const common = new Map<string, JsonValue>();
  if (document === null) return { common, diagnostics: found.list };
  const { config, places } = document;
  checkSchema(config, commonSchemas[section], places, found, { isOpen: false });
  const items = config[section];
  for (const [index, item] of (isJsonArray(items) ? items : []).entries()) {
    if (!isJsonObject(item) || typeof item['id'] !== 'string') continue;
    for (const [name, value] of namesOf(section, item['id'], item)) {
      if (common.has(name)) {
        found.error(
          'duplicate_node',
          `"${name}" is given twice.`,
          places.ofPath([section, index, 'id']),
          'Keep one of them.',
        );
      }
      common.set(name, value);
    }
  }
  return { common, diagnostics: found.list };
}

function namesOf(
  section: keyof typeof commonSchemas,
  id: string,
  item: JsonObject,
): [string, JsonValue][] {
  const { value, sql, ref, params } = item;
  if (section === 'rules') return value === undefined ? [] : [[`rules.${id}`, value]];
  if (section === 'transformations') return sql === undefined ? [] : [[`transforms.${id}`, sql]];
  const own = isJsonObject(params) ? Object.entries(params) : [];
  return [
    ...(ref === undefined || ref === null
      ? []
      : [[`${id}.ref`, ref] satisfies [string, JsonValue]]),
    ...own.map(([name, param]): [string, JsonValue] => [`${id}.${name}`, param]),
  ];
}
