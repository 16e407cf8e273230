import { z } from 'zod';
import { commonFields } from '../common-schema';

export const profileSchema = z.looseObject({
  ...commonFields,
  profile: z
    .looseObject({
      columns: z
        .array(z.string(), 'expected a list of column names, as in [amount, city]')
        .nullish()
        .describe('The columns that are looked at; all without it'),
      params: z
        .looseObject({
          max_top_values: z
            .number()
            .int()
            .positive()
            .nullish()
            .describe('How many of the most frequent values are kept; 5 without it'),
        })
        .nullish(),
    })
    .nullish()
    .describe('What is measured'),
});

export type ProfileConfig = z.infer<typeof profileSchema>;
