import { z } from 'zod';
import type { JsonValue } from '../../util/json';
import { commonFields, fileName, sqlText } from '../common-schema';
import { parseDuration } from '../duration';

const json: z.ZodType<JsonValue> = z.json();

const offline = z.union([
  z.boolean(),
  z.looseObject({
    enabled: z.boolean().nullish().describe('false: not kept for training'),
    format: z.literal('parquet', 'expected parquet').nullish().describe('Only parquet'),
    partition_by: z
      .union([z.array(z.string()), z.string()])
      .nullish()
      .describe('Columns whose values become folders of the store'),
  }),
]);

const online = z.union([
  z.boolean(),
  z.looseObject({
    enabled: z.boolean().nullish().describe('true: kept for serving'),
    ttl: z
      .union([z.string(), z.number()])
      .refine((ttl) => parseDuration(ttl) !== null, 'expected a duration, as in 7d or 24h')
      .nullish()
      .describe('How long a value is served after it was written, as 7d; forever without it'),
  }),
]);

const feature = z.union([
  z.null(),
  z.string(),
  z
    .looseObject({
      dtype: z
        .string()
        .nullish()
        .describe('int, float, string, bool, date, timestamp, or a type of DuckDB'),
      description: z.string().nullish().describe('What it says'),
    })
    .catchall(json),
]);

const time = z
  .string('expected a date or time, as in "2026-01-31" or "2026-01-31T12:00:00"')
  .nullish();

export const featureGroupSchema = z.looseObject({
  ...commonFields,
  entity: z
    .union(
      [
        fileName,
        z.looseObject({
          name: fileName.describe('As in customer'),
          join_keys: z
            .array(z.string())
            .nonempty()
            .describe('The columns that tell one from another'),
          description: z.string().nullish().describe('What it is, for people'),
        }),
      ],
      'expected a name, or a mapping with name and join_keys',
    )
    .describe('What a row is about: a name, or {name, join_keys}'),
  transform: sqlText.nullish(),
  features: z
    .union([z.record(z.string(), feature), z.array(z.string())])
    .nullish()
    .describe('Feature name to {description, dtype}; all columns but the keys without it'),
  strict: z
    .boolean()
    .nullish()
    .describe('true: a feature of another type than its dtype is an error, not a warning'),
  materialization: z
    .looseObject({
      event_time_col: z.string().nullish().describe('Column with the time at which a row was true'),
      offline: offline.nullish().describe('Keep it for training; true without it'),
      online: online.nullish().describe('Keep the latest row of each key for serving'),
    })
    .nullish()
    .describe('Where the features are kept besides their file'),
  mode: z
    .enum(['overwrite', 'append', 'merge'], 'expected overwrite, append or merge')
    .nullish()
    .describe(
      'What happens to rows that the store has: replaced (overwrite), kept (append), replaced where keys and event time are equal (merge)',
    ),
  feature_start_time: time.describe('Only rows from this event time on'),
  feature_end_time: time.describe('Only rows up to this event time; a date takes in the whole day'),
  engine: z.string().nullish().describe('duckdb; others are not built in'),
  tests: json.nullish().describe('Informative'),
});

export type FeatureGroupConfig = z.infer<typeof featureGroupSchema>;
