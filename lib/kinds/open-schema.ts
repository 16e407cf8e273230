import { z } from 'zod';
import type { JsonObject } from '../util/json';
import { commonFields } from './common-schema';

/** The fields that every kind has, and whatever else a kind of one's own may want. */
export const openSchema = z.looseObject(commonFields) as unknown as z.ZodType<JsonObject>;
