import { z } from 'zod';
import type { JsonValue } from '../util/json';

const json: z.ZodType<JsonValue> = z.json();

/** A variable may stand for any value. */
const numberOrVariable = z.union([z.number(), z.string()]);

const connection = z.looseObject({
  type: z.string().describe('What it connects to: postgresql'),
  url: z.string().nullish().describe('All in one, as in postgres://user@host:5432/database'),
  host: z.string().nullish().describe('Name or address of the server; localhost'),
  port: numberOrVariable.nullish().describe('5432'),
  database: z.string().nullish().describe('Name of the database'),
  user: z.string().nullish().describe('Who asks'),
  password: numberOrVariable.nullish().describe('Best a variable, as in ${DB_PASSWORD}'),
  schema: z.string().nullish().describe('Where tables without a schema are looked for'),
  sslmode: z
    .string()
    .nullish()
    .describe('disable, allow, prefer (as it is without), require, verify-ca, verify-full'),
  sslrootcert: z.string().nullish().describe('File with the authorities that are trusted'),
  sslcert: z.string().nullish().describe('File with our certificate'),
  sslkey: z.string().nullish().describe('File with its key'),
  connect_timeout: numberOrVariable.nullish().describe('Seconds to wait for the server; 10'),
});

/** profiles.yml. Values may be variables: ${NAME}, ${NAME:otherwise} and $NAME. */
export const profilesSchema = z.looseObject({
  connections: z
    .record(z.string(), connection)
    .nullish()
    .describe('Servers by name; nodes say "connection: <name>"'),
  source_defaults: z
    .record(z.string(), z.record(z.string(), json).nullable())
    .nullish()
    .describe('Params by type of source, under those of every source of it'),
  materialization: z
    .record(z.string(), json)
    .nullish()
    .describe('What holds for every target that does not say otherwise, as in "connection: shop"'),
  starrocks: json.nullish().describe('Has no effect here'),
  publish: json.nullish().describe('Has no effect here'),
  target: json.nullish().describe('Has no effect here'),
});
