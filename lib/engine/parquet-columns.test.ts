import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExecutionRig } from '../testing/execution-rig';
import { describeQuery } from './describe-query';
import { parquetColumns } from './parquet-columns';
import { quoteText } from './sql-text';

let rig: ExecutionRig;

beforeAll(async () => {
  rig = await ExecutionRig.open();
});

afterAll(() => rig.close());

async function written(query: string): Promise<string> {
  const path = join(rig.dir, `${String(Math.random())}.parquet`);
  await rig.query(`COPY (${query}) TO ${quoteText(path)} (FORMAT parquet)`);
  return path;
}

const asDuckDBSays = (path: string) =>
  rig.withConnection((connection) =>
    describeQuery(connection, `FROM read_parquet(${quoteText(path)})`),
  );

describe('the columns in the footer of a Parquet file', () => {
  it.each(
    [
      ...[
        'BOOLEAN',
        'TINYINT',
        'SMALLINT',
        'INTEGER',
        'BIGINT',
        'HUGEINT',
        'UTINYINT',
        'USMALLINT',
      ],
      ...['UINTEGER', 'UBIGINT', 'UHUGEINT', 'FLOAT', 'DOUBLE', 'VARCHAR', 'BLOB', 'DATE'],
      ...['DECIMAL(4,1)', 'DECIMAL(9,0)', 'DECIMAL(18,4)', 'DECIMAL(38,10)'],
      ...['TIMESTAMP', 'TIMESTAMPTZ', 'TIMESTAMP_S', 'TIMESTAMP_MS'],
    ].map((type) => [type]),
  )('of the type %s are those that DuckDB reads', async (type) => {
    const path = await written(`SELECT NULL::${type} AS "a column", 1 AS id`);
    const columns = parquetColumns(path);
    expect(columns).toEqual(await asDuckDBSays(path));
    expect(columns?.size).toBe(2);
  });

  it.each(
    [
      'TIMESTAMP_NS',
      'TIME',
      'UUID',
      'JSON',
      'INTERVAL',
      'INTEGER[]',
      'STRUCT(a INTEGER)',
      'BIT',
    ].map((type) => [type]),
  )('of the type %s are not guessed, or those that DuckDB reads', async (type) => {
    const path = await written(`SELECT 1 AS id, NULL::${type} AS value`);
    const columns = parquetColumns(path);
    if (columns !== null) expect(columns).toEqual(await asDuckDBSays(path));
  });

  it('keep their order, and are found in a wide file too', async () => {
    const many = Array.from({ length: 300 }, (_, at) => `${at} AS "c${at}"`).join();
    const path = await written(`SELECT ${many}`);
    expect([...(parquetColumns(path) ?? [])]).toEqual([...(await asDuckDBSays(path))]);
  });

  it('are left to DuckDB where two names differ in case alone, of which it renames one', async () => {
    const path = await written('SELECT 1 AS xy, 2 AS zy');
    const bytes = await readFile(path, 'latin1');
    await writeFile(path, Buffer.from(bytes.replaceAll('zy', 'XY'), 'latin1'));
    expect([...(await asDuckDBSays(path)).keys()]).toEqual(['xy', 'XY_1']);
    expect(parquetColumns(path)).toBe(null);
  });

  it.each([
    ['nothing', ''],
    ['another file', 'id,name\n1,Ada\n'],
    ['a footer that is longer than the file', 'PAR1\xff\xff\xff\x7fPAR1'],
    ['a footer of something else', `PAR1${'\x99'.repeat(40)}\x28\0\0\0PAR1`],
  ])('are not made up out of %s', async (_, content) => {
    const path = join(rig.dir, 'torn.parquet');
    await writeFile(path, Buffer.from(content, 'latin1'));
    expect(parquetColumns(path)).toBe(null);
  });
});
