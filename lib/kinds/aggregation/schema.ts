import { z } from 'zod';
import { days, functionNames, since } from '../aggregate-schema';
import { commonFields } from '../common-schema';

/** `7`, `7d`, or a list of these: each is a window of its own. */
const windowDays = days.refine((count) => count > 0, 'expected at least one day');

const windows = z
  .union([windowDays, z.array(windowDays)])
  .transform((value) => (Array.isArray(value) ? value : [value]));

const rolling = z
  .looseObject({
    window: windows,
    aggs: functionNames.nullish(),
    functions: functionNames.nullish(),
  })
  .transform(({ window, aggs, functions: older }) => ({
    windows: window,
    aggs: aggs ?? older ?? [],
  }));

const ratio = z
  .looseObject({ numerator: windows, denominator: windows, aggs: functionNames.nullish() })
  .transform(({ numerator, denominator, aggs }) => ({
    numerators: numerator,
    denominators: denominator,
    aggs: aggs ?? ['sum'],
  }));

const feature = z
  .looseObject({
    name: z.string().describe('Start of the names of the output columns'),
    column: z.string().nullish().describe('The column that is aggregated; the name without it'),
    basic: functionNames
      .nullish()
      .describe('sum, avg, min, max, count, stddev over the whole group'),
    rolling: z.array(rolling).nullish().describe('The same over the last days'),
    ratio: z.array(ratio).nullish().describe('One window divided by another'),
    since: z.array(since).nullish().describe('count or sum of the rows that meet a condition'),
  })
  .refine(
    ({ basic, rolling: r, ratio: q, since: s }) => [basic, r, q, s].some((part) => part?.length),
    'must have at least one aggregation type (basic, rolling, ratio, since)',
  );

export const aggregationSchema = z.looseObject({
  ...commonFields,
  source: z.string().nullish().describe('The node that is aggregated; the first input without it'),
  id_col: z.string().describe('Column by which rows belong together'),
  feature_date_col: z.string().describe('Column with the date of a row'),
  application_date_col: z.string().describe('Column with the date for which the result holds'),
  group_by: z.array(z.string()).nullish().describe('Further columns to group by'),
  features: z.array(feature).nonempty(),
});

export type AggregationConfig = z.infer<typeof aggregationSchema>;
export type AggregationFeature = AggregationConfig['features'][number];
