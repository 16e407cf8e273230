import { z } from 'zod';

/** Names of functions, as in [sum, mean]. */
export const functionNames = z.array(z.string());

/** A whole number of days, written `7` or `7d`. */
export const days = z
  .union([
    z.number().int().nonnegative(),
    z.string().regex(/^\d+d?$/, 'expected days, as in 7 or 7d'),
  ])
  .transform((value) => (typeof value === 'number' ? value : Number.parseInt(value, 10)));

/** Rows that meet a condition; counted unless `aggs` says otherwise. */
export const since = z
  .looseObject({ condition: z.string(), aggs: functionNames.nullish() })
  .transform(({ condition, aggs }) => ({ condition, aggs: aggs ?? ['count'] }));
