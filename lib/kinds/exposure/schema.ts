import { z } from 'zod';
import { commonFields } from '../common-schema';

export const exposureSchema = z.looseObject({
  ...commonFields,
  type: z.string().describe('file, database, api, notification or report; others parse and draw'),
  url: z.string().nullish().describe('Where it goes: an address, or the path of a file'),
  path: z.string().nullish().describe('Path of the file, when params.path is not given'),
  format: z
    .string()
    .nullish()
    .describe('csv, parquet, json, jsonl or xlsx; without it by the end of the path'),
});

export type ExposureConfig = z.infer<typeof exposureSchema>;
