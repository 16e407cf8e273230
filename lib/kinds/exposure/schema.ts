import { z } from 'zod';
import { commonFields } from '../common-schema';

export const exposureSchema = z.looseObject({
  ...commonFields,
  type: z.string().describe('file; others parse and draw'),
  url: z.string().nullish().describe('Path of the file, when params.path is not given'),
});

export type ExposureConfig = z.infer<typeof exposureSchema>;
