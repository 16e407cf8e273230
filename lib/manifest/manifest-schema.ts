import { z } from 'zod';
import type { JsonValue } from '../util/json';

const json: z.ZodType<JsonValue> = z.json();
const nullableText = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

const nodeSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  description: nullableText,
  owner: nullableText,
  tags: z.array(z.string()).default([]),
  columns: z.record(z.string(), json).default({}),
  config: z.record(z.string(), json).default({}),
  file_path: nullableText,
});

const edgeSchema = z.looseObject({ from: z.string(), to: z.string() });

/** What manifest.json must look like (manifest reference, section 2). */
export const manifestSchema = z.looseObject({
  metadata: z.looseObject({
    project: z.string(),
    seeknal_version: z.string().default('2.0.0'),
    generated_at: z.string().default(''),
  }),
  nodes: z.record(z.string(), nodeSchema).default({}),
  edges: z.array(edgeSchema).default([]),
});

export type ManifestJson = z.output<typeof manifestSchema>;

/** Every mistake with its place, as in `nodes["source.a"].type: ...`. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      const where = issue.path.reduce<string>(
        (path, key) =>
          typeof key === 'number'
            ? `${path}[${String(key)}]`
            : /^[A-Za-z_]\w*$/.test(String(key))
              ? `${path}${path === '' ? '' : '.'}${String(key)}`
              : `${path}[${JSON.stringify(String(key))}]`,
        '',
      );
      return `${where === '' ? 'the file' : where}: ${issue.message}`;
    })
    .join('; ');
}
