import { z } from 'zod';

const columnNames = z.union([z.string(), z.array(z.string())]);

/** A further place for the output of a node. */
export const targetSchema = z
  .looseObject({
    type: z
      .enum(['postgresql', 'postgres', 'iceberg'])
      .nullish()
      .describe('postgresql runs; iceberg, which it is without a type, parses and is not built in'),
    enabled: z.boolean().nullish().describe('false: only with --materialize'),
    table: z.string().nullish().describe('schema.table; for iceberg catalog.namespace.table'),
    connection: z.string().nullish().describe('A name under "connections" in profiles.yml'),
    mode: z
      .enum(['full', 'append', 'overwrite', 'incremental_by_time', 'upsert_by_key'])
      .nullish()
      .describe(
        'full replaces all rows, incremental_by_time the newest, upsert_by_key those with the same keys',
      ),
    time_column: z.string().nullish().describe('For incremental_by_time: when a row was true'),
    lookback: z
      .union([z.number().nonnegative(), z.string().regex(/^\d+d?$/, 'expected days, as in 7')])
      .nullish()
      .describe('For incremental_by_time: days before the newest row that are written again; 0'),
    unique_keys: columnNames.nullish().describe('For upsert_by_key: columns that tell rows apart'),
    create_table: z.boolean().nullish().describe('Make a table that is not there; true'),
    cascade: z
      .boolean()
      .nullish()
      .describe('Drop views on the table when its columns change; false'),
    partition_by: columnNames.nullish().describe('For iceberg'),
  })
  .check(({ value, issues }) => {
    if (value.type !== 'postgresql' && value.type !== 'postgres') return;
    const need = (field: string, message: string): void => {
      issues.push({ code: 'custom', path: [field], message, input: undefined });
    };
    if (isEmpty(value.table)) need('table', 'expected a table, as in public.users');
    if (value.mode === 'incremental_by_time' && isEmpty(value.time_column)) {
      need('time_column', 'incremental_by_time needs the column with the time of a row');
    }
    if (value.mode === 'upsert_by_key' && isEmpty(value.unique_keys)) {
      need('unique_keys', 'upsert_by_key needs the columns that tell rows apart');
    }
  });

function isEmpty(value: string | readonly string[] | null | undefined): boolean {
  return value === null || value === undefined || value.length === 0;
}
