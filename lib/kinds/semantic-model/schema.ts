import { z } from 'zod';
import { commonFields } from '../common-schema';
import { metricFields, metricInput } from '../metric-schema';

const name = z.string().describe('Its name, once in the model');
const text = z.string().nullish();

const entity = z.looseObject({ name, type: text.describe('primary, foreign or unique') });

const dimension = z.looseObject({
  name,
  type: text.describe('time, categorical, string, number or boolean'),
  expr: text.describe('SQL; the column of its name without it'),
  time_granularity: text.describe('day, week, month ...'),
  description: text,
});

const measure = z.looseObject({
  name,
  expr: text.describe('SQL; the column of its name without it'),
  agg: text.describe('sum, count, count_distinct, average, avg, min or max'),
  filters: z.array(z.looseObject({ sql: z.string() })).nullish(),
  aliases: z.array(z.string()).nullish(),
  description: text,
});

const join = z.looseObject({
  name,
  relationship: text.describe('one_to_one, one_to_many or many_to_one'),
  sql: text.describe('The condition, as in "{CUBE}.user_id = {users}.user_id"'),
});

const inlineMetric = z.looseObject({
  ...metricFields,
  name,
  inputs: z.array(metricInput).nullish(),
});

export const semanticModelSchema = z.looseObject({
  ...commonFields,
  model: z.string().describe("The node that is described, as in ref('transform.orders')"),
  default_time_dimension: text.describe('The dimension of time that metrics use'),
  entities: z.array(entity).nullish().describe('What its rows are about'),
  dimensions: z.array(dimension).nullish().describe('What its rows can be grouped by'),
  measures: z.array(measure).nullish().describe('What can be computed over its rows'),
  joins: z.array(join).nullish().describe('How it is put beside other models'),
  metrics: z.array(inlineMetric).nullish().describe('Figures over its measures'),
});

export type SemanticModelConfig = z.infer<typeof semanticModelSchema>;
