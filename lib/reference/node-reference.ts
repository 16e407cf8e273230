import { commonFields } from '../kinds/common-schema';
import { kinds } from '../kinds/registry';
import { commonSchemas } from '../project/common-schema';
import { profilesSchema } from '../project/profiles-schema';
import { settingsSchema } from '../project/settings-schema';
import { describeFields, fieldsOfSchema, type FieldDescription } from './describe-fields';
import { toJsonSchema } from './json-schemas';

/** docs/node-reference.md: every field of every file of a project, from the schemas that check them. */
export async function nodeReference(): Promise<string> {
  const common = new Set(Object.keys(commonFields));
  const isCommon = ({ path }: FieldDescription): boolean => common.has(path.split(/[.[]/)[0] ?? '');
  const parts = [
    '<!-- Written by `npm run reference` from the schemas in lib/: edit those. -->',
    '# The fields of node files',
    'One node a file, anywhere under `seeknal/`. A field that is not listed here has no effect, and `seeknal parse` says ' +
      'so. In texts, `{{ }}` stands for [values](templates.md); nodes may also be written [in code](code-nodes.md).',
    'Editors complete and check these files by the JSON Schemas in `public/schema/`: see [at the end](#in-an-editor).',
  ];
  let toldCommon = false;
  for (const { kind, label, summary } of kinds.values()) {
    const fields = (await describeFields(kind)) ?? [];
    if (!toldCommon) {
      parts.push('## Fields of every kind', table(fields.filter(isCommon)));
      toldCommon = true;
    }
    const own = fields.filter((field) => !isCommon(field) || isOwnVersion(field, kind));
    parts.push(`## ${label}: \`kind: ${kind}\``, summary);
    parts.push(own.length > 0 ? table(own) : 'No fields of its own.');
  }
  parts.push(
    '## Settings: `seeknal_project.yml`',
    table(fieldsOfSchema(toJsonSchema(settingsSchema, ''))),
    '## Connections: `profiles.yml`',
    'In the project, else in `~/.seeknal/`; see [connections](connections.md).',
    table(fieldsOfSchema(toJsonSchema(profilesSchema, ''))),
    '## Shared values: `seeknal/common/`',
    ...Object.entries(commonSchemas).flatMap(([section, schema]) => [
      `### \`${section}.yml\``,
      table(fieldsOfSchema(toJsonSchema(schema, ''))),
    ]),
    '## In an editor',
    '`seeknal init` leaves the schemas in `.seeknal/schema/`. With the YAML language server (in VS Code the extension ' +
      '"YAML"), a comment at the top of a file names its schema:',
    '```yaml\n# yaml-language-server: $schema=../../.seeknal/schema/node.json\nkind: source\n```',
    'or the settings of the editor name it for all files:',
    '```json\n{\n  "yaml.schemas": {\n    ".seeknal/schema/node.json": ["seeknal/**/*.yml", "!seeknal/common/*.yml"],\n    ".seeknal/schema/settings.json": "seeknal_project.yml",\n    ".seeknal/schema/profiles.json": "profiles*.yml"\n  }\n}\n```',
    'A running dashboard serves them too, as in `http://127.0.0.1:3000/schema/node.json`.',
  );
  return `${parts.join('\n\n')}\n`;
}

/** Fields of all kinds that this one has more to say of. */
function isOwnVersion({ path }: FieldDescription, kind: string): boolean {
  return kind === 'feature_group' && /^materialization(?:\.|$)/.test(path);
}

function table(fields: readonly FieldDescription[]): string {
  const rows = fields.map(
    ({ path, type, isRequired, text }) =>
      `| \`${path}\`${isRequired ? ' (required)' : ''} | ${escaped(type)} | ${escaped(text)} |`,
  );
  return ['| field | type | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

function escaped(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replaceAll(/\{\{.*?\}\}|__\w+__/g, '`$&`')
    .replaceAll('<', '&lt;');
}
