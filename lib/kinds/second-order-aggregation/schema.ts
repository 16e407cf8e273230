import { z } from 'zod';
import { days, functionNames, since } from '../aggregate-schema';
import { commonFields } from '../common-schema';

/** `[1, 7]` or `[1d, 7d]`: from 1 to 7 days before the application date, both included. */
const range = z
  .tuple([days, days], 'expected two numbers of days, as in [1, 7]')
  .refine(([from, to]) => from <= to, 'expected the smaller number of days first, as in [1, 7]');

const ratio = z
  .looseObject({ numerator: range, denominator: range, aggs: functionNames.nullish() })
  .transform(({ numerator, denominator, aggs }) => ({
    numerator,
    denominator,
    aggs: aggs ?? ['sum'],
  }));

const feature = z
  .looseObject({
    source_feature: z
      .string()
      .nullish()
      .describe('The column that is aggregated; the name of the feature without it'),
    basic: functionNames.nullish().describe('Functions over all rows up to the application date'),
    window: range.nullish().describe('The functions of basic also over these days'),
    ratio: ratio.nullish().describe('One window divided by another'),
    since: since.nullish().describe('Functions over the rows that meet a condition'),
  })
  .refine(
    (given) =>
      (given.basic?.length ?? 0) > 0 ||
      [given.window, given.ratio, given.since, given['percentile'], given['delta']].some(
        (part) => part !== undefined && part !== null,
      ),
    'must have at least one aggregation type (basic, window, ratio, since)',
  );

export const secondOrderAggregationSchema = z.looseObject({
  ...commonFields,
  source: z.string().describe('The node that is aggregated, as in aggregation.daily_sales'),
  id_col: z.string().describe('Column by which rows belong together'),
  feature_date_col: z.string().describe('Column with the date of a row'),
  application_date_col: z
    .string()
    .nullish()
    .describe('Column with the date for which the result holds; needed to run'),
  features: z
    .record(z.string(), feature, 'expected a mapping of feature names to what is computed')
    .describe('Feature name to what is computed'),
});

export type SecondOrderAggregationConfig = z.infer<typeof secondOrderAggregationSchema>;
export type SecondOrderFeature = SecondOrderAggregationConfig['features'][string];
