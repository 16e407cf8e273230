import { z } from 'zod';
import type { JsonValue } from '../../util/json';
import { commonFields } from '../common-schema';

const json: z.ZodType<JsonValue> = z.json();

const check = z
  .looseObject({
    type: z
      .string('expected a type of check in quotes, as in type: "null"')
      .nullish()
      .describe('null, range, uniqueness, freshness or sql_assertion'),
    column: z.string().nullish().describe('The column that is checked'),
    columns: z.array(z.string()).nullish().describe('The columns that are checked'),
    params: z
      .record(z.string(), json)
      .nullish()
      .describe('Limits: max_null_percentage, min_val, max_val, max_age'),
    sql: z.string().nullish().describe('For sql_assertion: a query of the rows that are wrong'),
    value: z.string().nullish().describe('Older form: a condition that every row must meet'),
    checks: z
      .array(z.record(z.string(), json))
      .nullish()
      .describe('For profile_check: thresholds of metrics'),
  })
  .refine(
    ({ type, value }) => typeof type === 'string' || typeof value === 'string',
    'a check needs a type; write type: "null" with the quotes for null checks',
  );

export const ruleSchema = z.looseObject({
  ...commonFields,
  rule: z
    .union([check, z.array(check).nonempty()], 'expected a check, or a list of checks')
    .describe('One check or several'),
});

export type RuleConfig = z.infer<typeof ruleSchema>;
export type Check = z.infer<typeof check>;
