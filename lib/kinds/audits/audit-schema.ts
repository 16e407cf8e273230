import { z } from 'zod';

/** One entry of `audits`. What belongs to which type is checked when it runs, with the node's columns known. */
export const auditSchema = z.looseObject({
  type: z
    .string('expected a type of audit, as in type: not_null')
    .describe('not_null, unique, accepted_values, row_count or custom_sql'),
  columns: z
    .union([z.array(z.string()), z.string()])
    .nullish()
    .describe('The columns that are looked at; accepted_values takes the first'),
  values: z
    .array(z.union([z.string(), z.number(), z.boolean()]))
    .nullish()
    .describe('For accepted_values: what may stand in the column, compared as text'),
  min: z.number().nullish().describe('For row_count: the fewest rows'),
  max: z.number().nullish().describe('For row_count: the most rows'),
  sql: z
    .string()
    .nullish()
    .describe('For custom_sql: a query of the rows that are wrong; __THIS__ is the output'),
  severity: z
    .enum(['error', 'warn'], 'expected error or warn')
    .nullish()
    .describe('error (the node fails; the default) or warn'),
});

export type Audit = z.infer<typeof auditSchema>;
