import { z } from 'zod';
import { commonFields, sqlText } from '../common-schema';

export const transformSchema = z.looseObject({
  ...commonFields,
  transform: sqlText,
  output: z.looseObject({}).nullish().describe('Documentation of the output columns'),
});

export type TransformConfig = z.infer<typeof transformSchema>;
