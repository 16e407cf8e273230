import { z } from 'zod';
import type { JsonValue } from '../util/json';
import { targetSchema } from './materialize/target-schema';
import { auditSchema } from './audits/audit-schema';

const json: z.ZodType<JsonValue> = z.json();

/** `- ref: kind.name`, or just the text. */
const input = z.union([
  z.string(),
  z.looseObject({ ref: z.string().describe('The node that is read, as kind.name') }),
]);

const inputs = z.union(
  [z.array(input), z.record(z.string(), z.string())],
  'expected a list, as in "- ref: source.users"',
);

/** A name that becomes part of a path of ours, and must not lead out of its folder. */
export const fileName = z
  .string()
  .regex(/^[^/\\\p{Cc}]+$/u, 'expected a name without slashes or control characters')
  .refine((name) => !/^\.+$/.test(name), 'expected a name, not only dots');

/** Fields that every kind of node may have (project reference, section 2). */
export const commonFields = {
  kind: z.string().describe('The kind of node'),
  name: fileName.describe('Short name; with the kind it makes the id kind.name'),
  description: z.string().nullish().describe('What it is, for people'),
  owner: z.string().nullish().describe('Who answers for it'),
  tags: z
    .union([z.array(z.string()), z.string()], 'expected a list of words, as in [raw, daily]')
    .nullish()
    .describe('Words to filter by'),
  inputs: inputs.nullish().describe('The nodes that it reads'),
  depends_on: inputs.nullish().describe('The nodes that it reads, when there are no inputs'),
  params: z
    .record(z.string(), json, 'expected a mapping of names to values')
    .nullish()
    .describe('Settings of the node; in SQL {{ name }} stands for their values'),
  columns: z
    .union(
      [z.record(z.string(), json), z.array(json)],
      'expected a mapping of column names to descriptions or types',
    )
    .nullish()
    .describe('Column name to description or type'),
  audits: z
    .array(auditSchema, 'expected a list of audits, as in "- {type: not_null, columns: [id]}"')
    .nullish()
    .describe('Checks of the output'),
  materialization: targetSchema.nullish().describe('Where the output goes besides its file'),
  materializations: z
    .array(targetSchema, 'expected a list of targets')
    .nullish()
    .describe('Several such places'),
  freshness: z.record(z.string(), json).nullish().describe('How new the data should be'),
  schedule: json.nullish().describe('When it should run; informative'),
  retry_delay: z
    .number()
    .nonnegative()
    .nullish()
    .describe('Seconds before a failed node is tried again; doubled each time'),
  timeout: z.number().positive().nullish().describe('Seconds after which it is given up'),
  always_run: z.boolean().nullish().describe('Run it every time, changed or not'),
  pool: z.string().nullish().describe('Named slots that it shares with others'),
  weight: z.number().positive().nullish().describe('How many of these slots it takes'),
} as const;

/** SQL over the inputs, which are called kind.name, input_0, input_1 ... and, for the first, source. */
export const sqlText = z
  .string()
  .describe(
    "SQL; inputs are kind.name, ref('kind.name'), input_N; the last statement is the output",
  );
