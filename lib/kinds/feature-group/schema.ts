import { z } from 'zod';
import { commonFields, fileName, sqlText } from '../common-schema';

const offline = z.union([
  z.boolean(),
  z.looseObject({ enabled: z.boolean().nullish(), format: z.string().nullish() }),
]);

export const featureGroupSchema = z.looseObject({
  ...commonFields,
  entity: z
    .union(
      [fileName, z.looseObject({ name: fileName, join_keys: z.array(z.string()).nonempty() })],
      'expected a name, or a mapping with name and join_keys',
    )
    .describe('What a row is about: a name, or {name, join_keys}'),
  transform: sqlText.nullish(),
  features: z
    .union([z.record(z.string(), z.unknown()), z.array(z.string())])
    .nullish()
    .describe('Feature name to {description, dtype}; all columns but the keys without it'),
  materialization: z
    .looseObject({
      event_time_col: z.string().nullish().describe('Column with the time at which a row was true'),
      offline: offline.nullish().describe('Keep it for training; true without it'),
      online: z.unknown().optional().describe('Keep it for serving'),
    })
    .nullish(),
  mode: z.enum(['overwrite', 'append', 'merge']).nullish(),
  engine: z.string().nullish(),
});

export type FeatureGroupConfig = z.infer<typeof featureGroupSchema>;
