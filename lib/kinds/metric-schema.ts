import { z } from 'zod';

/** A metric that another one is computed from, as in `{metric: revenue, alias: r}`. */
export const metricInput = z.looseObject({
  metric: z.string().describe('Name of the metric'),
  alias: z.string().nullish().describe('Its name in expr'),
  offset: z.union([z.string(), z.number()]).nullish().describe('How far back in time it is taken'),
});

/** What defines a metric, in a file of its own or inside a semantic model. */
export const metricFields = {
  type: z.string().describe('simple, ratio, cumulative or derived'),
  measure: z.string().nullish().describe('For simple and cumulative: the measure'),
  filter: z.string().nullish().describe('For simple: a condition of its rows'),
  numerator: z.string().nullish().describe('For ratio: the measure that is divided'),
  denominator: z.string().nullish().describe('For ratio: the measure that divides'),
  grain_to_date: z.string().nullish().describe('For cumulative: month, quarter or year'),
  expr: z.string().nullish().describe('For derived: SQL over the aliases of its inputs'),
  aliases: z.array(z.string()).nullish().describe('Further names of it'),
} as const;
