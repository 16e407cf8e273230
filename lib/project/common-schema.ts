import { z } from 'zod';
import type { JsonValue } from '../util/json';

const json: z.ZodType<JsonValue> = z.json();

const id = z
  .string()
  .regex(/^[A-Za-z_][\w-]*$/, 'expected a name of letters, digits, "_" and "-"')
  .describe('What expressions call it');

/** The files of seeknal/common: snippets that nodes share by `{{ }}`. */
export const commonSchemas = {
  sources: z.looseObject({
    sources: z
      .array(
        z.looseObject({
          id,
          ref: z.string().nullish().describe('A node, which {{ id.ref }} stands for'),
          params: z
            .record(z.string(), json)
            .nullish()
            .describe('Values, which {{ id.name }} stands for'),
        }),
      )
      .describe('Names and values that belong to a source'),
  }),
  rules: z.looseObject({
    rules: z
      .array(z.looseObject({ id, value: json.describe('What {{ rules.id }} stands for') }))
      .describe('Conditions that several nodes use'),
  }),
  transformations: z.looseObject({
    transformations: z
      .array(z.looseObject({ id, sql: z.string().describe('What {{ transforms.id }} stands for') }))
      .describe('Pieces of SQL that several nodes use'),
  }),
} as const;
