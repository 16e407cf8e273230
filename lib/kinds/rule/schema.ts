import { z } from 'zod';
import type { JsonValue } from '../../util/json';
import { commonFields } from '../common-schema';

const json: z.ZodType<JsonValue> = z.json();

const profileThreshold = z
  .looseObject({
    metric: z.string().describe('A metric of the profile, as null_percent'),
    column: z.string().nullish().describe('The column; without it the table as a whole'),
    warn: z.string().nullish().describe('A condition that is a warning when it is met, as "> 5"'),
    fail: z.string().nullish().describe('A condition that is an error when it is met'),
  })
  .catchall(json);

const check = z
  .looseObject({
    type: z
      .string('expected a type of check in quotes, as in type: "null"')
      .nullish()
      .describe(
        'null, range, uniqueness, freshness, sql_assertion or profile_check; custom is refused when it runs',
      ),
    column: z.string().nullish().describe('The column that is checked'),
    columns: z.array(z.string()).nullish().describe('The columns that are checked'),
    params: z
      .record(z.string(), json)
      .nullish()
      .describe(
        'Limits: max_null_percentage, min_val, max_val, max_age; severity and error_message for this check alone',
      ),
    sql: z.string().nullish().describe('For sql_assertion: a query of the rows that are wrong'),
    value: z.string().nullish().describe('Older form: a condition that every row must meet'),
    checks: z
      .array(profileThreshold)
      .nullish()
      .describe('For profile_check: thresholds of the metrics of a profile'),
  })
  .refine(
    ({ type, value }) => typeof type === 'string' || typeof value === 'string',
    'a check needs a type; write type: "null" with the quotes for null checks',
  );

export const ruleSchema = z.looseObject({
  ...commonFields,
  params: z
    .looseObject({
      severity: z
        .string()
        .nullish()
        .describe('error (the node fails; the default) or warn (it succeeds with a warning)'),
      error_message: z.string().nullish().describe('Told in the place of what the checks say'),
    })
    .catchall(json)
    .nullish()
    .describe('Settings of all checks'),
  rule: z
    .union([check, z.array(check).nonempty()], 'expected a check, or a list of checks')
    .describe('One check or several'),
});

export type RuleConfig = z.infer<typeof ruleSchema>;
export type Check = z.infer<typeof check>;
