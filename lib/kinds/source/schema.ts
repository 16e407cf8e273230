import { z } from 'zod';
import { commonFields } from '../common-schema';

export const sourceSchema = z.looseObject({
  ...commonFields,
  source: z
    .string()
    .describe(
      'csv, parquet, json, jsonl, excel, sqlite or postgresql; other databases parse and draw',
    ),
  table: z
    .string()
    .nullish()
    .describe(
      'Path of the file from the project folder, its address on the web, or name of the table',
    ),
  strict: z
    .boolean()
    .nullish()
    .describe('Fail when the data lacks one of "columns" or has another type; else it only warns'),
});

export type SourceConfig = z.infer<typeof sourceSchema>;
