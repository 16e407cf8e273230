import { z } from 'zod';
import type { JsonValue } from '../../util/json';
import { commonFields, sqlText } from '../common-schema';

const json: z.ZodType<JsonValue> = z.json();

const training = z.looseObject({
  algorithm: z
    .string()
    .nullish()
    .describe(
      'linear_regression, logistic_regression, random_forest, random_forest_regressor, svm, svm_regressor, xgboost or xgboost_regressor; without it the SQL alone is the output',
    ),
  label_source: z.string().nullish().describe('The node that holds the label, as kind.name'),
  label_column: z.string().nullish().describe('The column that the model learns to predict'),
  params: z
    .record(z.string(), json, 'expected a mapping of names to values')
    .nullish()
    .describe(
      'Settings of the algorithm, as n_estimators, max_depth or max_iter; also test_size (0.2) and seed (42)',
    ),
});

export const modelSchema = z.looseObject({
  ...commonFields,
  transform: sqlText
    .nullish()
    .describe('SQL of the training set; the first input as it is without it'),
  training: training.nullish().describe('What is learned, and how'),
  output_columns: z
    .array(z.string(), 'expected a list of columns, as in [churn_probability]')
    .describe('The columns of the predictions, besides the id columns'),
  aggregation: json.nullish().describe('Informative'),
  tests: json.nullish().describe('Informative'),
});

export type ModelConfig = z.infer<typeof modelSchema>;
export type TrainingConfig = z.infer<typeof training>;
