import { z } from 'zod';

/** How a run treats failures and slots, whatever it runs; what is left out is as on the command line. */
export const howSchema = z.object({
  continueOnError: z.boolean().default(false),
  retry: z.number().int().min(0).max(10).default(0),
  parallel: z.number().int().min(1).max(256).nullable().default(null),
  failFast: z.boolean().default(false),
  earlyCutoff: z.boolean().default(false),
});
