import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleDataProcess, dataProcessFor } from '../testing/data-process';
import { writeParquet } from '../testing/parquet-files';
import { temporaryProject } from '../testing/temporary-project';
import type { ColumnFilter, ColumnSort, Page, PageAsk } from './ask';
import type { DataProcess } from './data-process';

let bundle: Awaited<ReturnType<typeof bundleDataProcess>>;
beforeAll(async () => {
  bundle = await bundleDataProcess();
});
afterAll(() => bundle.remove());

const soon = { timeLimitMs: 20_000 };

/** A data process over outputs that queries make. */
async function processOver(queries: Readonly<Record<string, string>>): Promise<{
  data: DataProcess;
  root: string;
  paths: ReadonlyMap<string, string>;
}> {
  const { root } = await temporaryProject();
  const paths = new Map(Object.keys(queries).map((name) => [name, join(root, `${name}.parquet`)]));
  await writeParquet(
    Object.fromEntries(Object.entries(queries).map(([name, sql]) => [paths.get(name)!, sql])),
  );
  const data = dataProcessFor({ program: bundle.program, tempDirectory: join(root, 'tmp'), paths });
  return { data, root, paths };
}

const numbers =
  "SELECT i AS id, (i * 7919) % 1000003 AS mixed, 'name ' || i AS name, nullif(i % 10, 0) AS digit FROM range(100000) t(i)";

async function page(data: DataProcess, more: Partial<PageAsk> = {}): Promise<Page> {
  const answer = await data.ask(
    {
      type: 'page',
      output: 'source.numbers',
      offset: 0,
      limit: 5,
      columns: null,
      filters: [],
      sort: [],
      ...more,
    },
    soon,
  );
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

const sortBy = (column: string, descending = false): ColumnSort => ({ column, descending });
const filter = (
  column: string | null,
  operator: ColumnFilter['operator'],
  value = '',
): ColumnFilter => ({ column, operator, value });
const first = ({ rows }: Page): (string | null)[] => rows.map((row) => row[0] ?? null);

describe('pages of an output', () => {
  it('come by their place, with the columns, types and counts', async () => {
    const { data } = await processOver({ 'source.numbers': numbers });
    const start = await page(data);
    expect(start.columns).toEqual([
      { name: 'id', type: 'BIGINT' },
      { name: 'mixed', type: 'BIGINT' },
      { name: 'name', type: 'VARCHAR' },
      { name: 'digit', type: 'BIGINT' },
    ]);
    expect(start.rows[0]).toEqual(['0', '0', 'name 0', null]);
    expect(start).toMatchObject({ total: 100_000, outputRows: 100_000, cut: [] });
    const end = await page(data, { offset: 99_998, columns: ['name'] });
    expect(end.rows).toEqual([['name 99998'], ['name 99999']]);
    expect(end.rowNumbers).toEqual([99_998, 99_999]);
    expect(await page(data, { offset: 200_000 })).toMatchObject({ rows: [], total: 100_000 });
  });

  it('are sorted and filtered by DuckDB, each row exactly once over all pages', async () => {
    const { data } = await processOver({ 'source.numbers': numbers });
    const view = {
      sort: [sortBy('digit', true), sortBy('id')],
      filters: [filter('id', 'lt', '95')],
    };
    const pages = await Promise.all(
      [0, 20, 40, 60, 80].map((offset) => page(data, { ...view, offset, limit: 20 })),
    );
    const ids = pages.flatMap(first).map(Number);
    const expected = Array.from({ length: 95 }, (_, id) => id).sort(
      (a, b) => (b % 10 || -1) - (a % 10 || -1) || a - b,
    );
    expect(ids).toEqual(expected);
    expect(pages[0]).toMatchObject({ total: 95, outputRows: 100_000 });
    expect(pages[4]?.rows.at(-1)?.[3]).toBeNull();
  });

  it('hold the rows that pass the filter', async () => {
    const { data } = await processOver({ 'source.numbers': numbers });
    const totals = async (...filters: ColumnFilter[]) => (await page(data, { filters })).total;
    expect(await totals(filter('name', 'contains', 'NAME 1234'))).toBe(11);
    expect(await totals(filter('id', 'contains', '9999'))).toBe(19);
    expect(await totals(filter(null, 'contains', 'name 99999'))).toBe(1);
    expect(await totals(filter('digit', 'is_null'))).toBe(10_000);
    expect(await totals(filter('digit', 'not_null'))).toBe(90_000);
    expect(await totals(filter('digit', 'eq', '3'))).toBe(10_000);
    expect(await totals(filter('digit', 'ne', '3'))).toBe(90_000);
    expect(await totals(filter('id', 'ge', '99990'), filter('id', 'le', '99995'))).toBe(6);
    expect(await totals(filter('id', 'gt', '99990'), filter('id', 'lt', '99995'))).toBe(4);
    expect(await totals(filter('name', 'eq', "it's; DROP TABLE x"))).toBe(0);
  });

  it('say what is wrong with a filter', async () => {
    const { data } = await processOver({ 'source.numbers': numbers });
    await expect(page(data, { filters: [filter('id', 'gt', 'many')] })).rejects.toThrow(
      '"many" is no BIGINT, the type of the column id.',
    );
    await expect(page(data, { sort: [sortBy('nam')] })).rejects.toThrow('no column "nam" now');
    await expect(page(data, { output: 'source.gone' })).rejects.toThrow(
      'source.gone has no output that can be shown.',
    );
  });

  it('show every type exactly', async () => {
    const { data } = await processOver({
      'source.numbers': `SELECT 17014118346046923173168730371588410572::DECIMAL(38,0) AS huge, 9007199254740993 AS big,
        1.50::DECIMAL(10,4) AS price, 0.1::FLOAT AS narrow, 'NaN'::DOUBLE AS nan, true AS yes,
        TIMESTAMPTZ '2026-01-01 00:00:00.123456+02' AS at, DATE '2024-02-29' AS day, INTERVAL 3 DAY AS wait,
        [1, NULL] AS list, {'a': 1, 'b': {'c': 'x'}} AS nested, MAP {'k': 1} AS map, '\\xAA\\x00b'::BLOB AS bytes,
        '' AS empty, NULL::VARCHAR AS nothing, repeat('é', 400) AS long, 'a' AS file_row_number`,
    });
    const { rows, cut } = await page(data);
    expect(rows[0]?.slice(0, 15)).toEqual([
      '17014118346046923173168730371588410572',
      '9007199254740993',
      '1.5000',
      '0.1',
      'NaN',
      'true',
      '2025-12-31 22:00:00.123456+00',
      '2024-02-29',
      '3 days',
      '[1, NULL]',
      "{'a': 1, 'b': {'c': 'x'}}",
      "{'k': 1}",
      '\\xAA\\x00b',
      '',
      null,
    ]);
    expect(rows[0]?.[15]).toHaveLength(300);
    expect(cut).toEqual([[0, 15]]);
    const whole = await data.ask(
      { type: 'cell', output: 'source.numbers', rowNumber: 0, column: 'long' },
      soon,
    );
    expect(whole).toMatchObject({ ok: true, value: { text: 'é'.repeat(400), isCut: false } });
    const nested = await data.ask(
      { type: 'cell', output: 'source.numbers', rowNumber: 0, column: 'nested' },
      soon,
    );
    expect(nested.ok && JSON.parse(nested.value.text!)).toEqual({ a: 1, b: { c: 'x' } });
  });

  it('notice that the output was built anew', async () => {
    const { data, paths } = await processOver({ 'source.numbers': numbers });
    const before = await page(data, { sort: [sortBy('id', true)] });
    const path = paths.get('source.numbers')!;
    await rm(path);
    await writeParquet({ [path]: 'SELECT 7 AS id' });
    const after = await page(data, { sort: [sortBy('id', true)] });
    expect(after).toMatchObject({ rows: [['7']], total: 1 });
    expect(after.version).not.toBe(before.version);
  });
});

const query = (sql: string, more: { maxRows?: number; explain?: boolean } = {}) =>
  ({ type: 'query', sql, maxRows: 1000, maxBytes: 1_000_000, explain: false, ...more }) as const;
/** Takes minutes. */
const endless = 'SELECT sum(a.range * b.range) FROM range(10000000) a, range(1000000) b';

describe('queries', () => {
  it('read outputs, a limited number of rows, and tell where a mistake is', async () => {
    const { data } = await processOver({
      'source.numbers': numbers,
      'transform.few': 'SELECT 1 AS id',
    });
    const joined = await data.ask(
      query('SELECT n.name FROM source.numbers n JOIN transform.few USING (id)'),
      soon,
    );
    expect(joined).toMatchObject({ ok: true, value: { rows: [['name 1']], cutBy: null } });
    const many = await data.ask(query('FROM source.numbers', { maxRows: 10 }), soon);
    expect(many.ok && [many.value.rows.length, many.value.cutBy]).toEqual([10, 'rows']);
    const wide = await data.ask(query("SELECT repeat('x', 15000) FROM range(100)"), soon);
    expect(wide.ok && wide.value.cutBy).toBe('bytes');
    const wrong = await data.ask(query('SELECT\n  nme FROM source.numbers'), soon);
    expect(wrong).toMatchObject({ ok: false, error: { code: 'invalid_query', at: { line: 2 } } });
    const unknown = await data.ask(query('SELECT * FROM numbers'), soon);
    expect(unknown).toMatchObject({ ok: false, error: { hint: 'Did you mean source.numbers?' } });
    const plan = await data.ask(
      query('SELECT digit, count(*) FROM source.numbers GROUP BY 1', { explain: true }),
      soon,
    );
    expect(plan.ok && plan.value.rows[0]?.[1]).toContain('PARQUET');
  });

  it('end when they are cancelled, and the process answers on', async () => {
    const { data } = await processOver({ 'transform.few': 'SELECT 1 AS id' });
    const warm = await data.ask(query('FROM transform.few'), soon);
    expect(warm.ok).toBe(true);
    const { pid } = data;
    const abort = new AbortController();
    const asked = data.ask(query(endless), { timeLimitMs: 60_000, signal: abort.signal });
    const beside = await data.ask(query('FROM transform.few'), soon);
    expect(beside.ok).toBe(true);
    abort.abort();
    expect(await asked).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await data.ask(query('FROM transform.few'), soon)).toMatchObject({ ok: true });
    expect(data.pid).toBe(pid);
  });

  it('end at their limit of time', async () => {
    const { data } = await processOver({ 'transform.few': 'SELECT 1 AS id' });
    const answer = await data.ask(query(endless), { timeLimitMs: 300 });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'time_limit', message: 'It took longer than 0.3 s and was stopped.' },
    });
  });

  it('end at their limit of memory', async () => {
    const { root } = await temporaryProject();
    const data = dataProcessFor({
      program: bundle.program,
      tempDirectory: join(root, 'tmp'),
      limits: { memoryLimitBytes: 60_000_000, tempLimitBytes: 1_000_000, threads: 1 },
    });
    const answer = await data.ask(
      query("SELECT list(range || 'xxxxxxxxxxxxxxxxxxxxxxxx') FROM range(10000000)"),
      { timeLimitMs: 60_000 },
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'memory_limit' } });
  });

  it('survive the death of their process', async () => {
    const { data, root } = await processOver({ 'transform.few': 'SELECT 1 AS id' });
    await data.ask(query('FROM transform.few'), soon);
    const { pid } = data;
    const asked = data.ask(query('SELECT count(*) FROM range(300000000) WHERE range % 7 = 1'), {
      timeLimitMs: 60_000,
    });
    process.kill(pid!, 'SIGKILL');
    // It was lost with the process, and asked once more of the next.
    expect(await asked).toMatchObject({ ok: true });
    expect(data.pid).not.toBe(pid);
    expect(await readdir(join(root, 'tmp'))).toHaveLength(1);
  });

  it('take their process with them when they do not end', async () => {
    const { data } = await processOver({ 'transform.few': 'SELECT 1 AS id' });
    await data.ask(query('FROM transform.few'), soon);
    const { pid } = data;
    process.kill(pid!, 'SIGSTOP');
    const stuck = data.ask(query('FROM transform.few'), {
      ...soon,
      signal: AbortSignal.timeout(100),
    });
    expect(await stuck).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await data.ask(query('FROM transform.few'), soon)).toMatchObject({ ok: true });
    expect(data.pid).not.toBe(pid);
  });
});

it('ends a process that nobody asks, and leaves nothing behind', async () => {
  const { root } = await temporaryProject();
  const data = dataProcessFor({
    program: bundle.program,
    tempDirectory: join(root, 'tmp'),
    idleMs: 50,
  });
  expect(await data.ask(query('SELECT 1'), soon)).toMatchObject({ ok: true });
  await expect.poll(() => data.pid).toBeNull();
  await expect.poll(() => readdir(join(root, 'tmp'))).toEqual([]);
  expect(await data.ask(query('SELECT 1'), soon)).toMatchObject({ ok: true });
});

async function csvOf(data: DataProcess, opened: number): Promise<string> {
  let text = '';
  for (;;) {
    const piece = await data.ask({ type: 'csv_more', reader: opened }, soon);
    if (!piece.ok) throw new Error(piece.error.message);
    if (piece.value === null) return text;
    text += piece.value;
  }
}

describe('CSV', () => {
  it('holds the view as it is shown, with quotes where they are needed', async () => {
    const { data } = await processOver({
      'source.numbers': `SELECT * FROM (VALUES (1, 'a,b'), (2, 'say "hi"'), (3, NULL), (4, ''), (5, E'two\\nlines')) t(id, text)`,
    });
    const opened = await data.ask(
      {
        type: 'csv_view',
        view: { output: 'source.numbers', filters: [], sort: [sortBy('id', true)] },
        columns: null,
      },
      soon,
    );
    if (!opened.ok) throw new Error(opened.error.message);
    expect(await csvOf(data, opened.value)).toBe(
      'id,text\r\n5,"two\nlines"\r\n4,""\r\n3,\r\n2,"say ""hi"""\r\n1,"a,b"\r\n',
    );
  });

  it('holds all rows of a query, a piece at a time', async () => {
    const { data } = await processOver({ 'source.numbers': numbers });
    const opened = await data.ask(
      { type: 'csv_query', sql: 'SELECT id FROM source.numbers' },
      soon,
    );
    if (!opened.ok) throw new Error(opened.error.message);
    expect((await csvOf(data, opened.value)).split('\r\n')).toHaveLength(100_002);
    const refused = await data.ask({ type: 'csv_query', sql: "FROM '/etc/passwd'" }, soon);
    expect(refused).toMatchObject({ ok: false, error: { code: 'refused' } });
  });
});

it('profiles columns: nulls, different values, ends, spread, most frequent', async () => {
  const { data } = await processOver({
    'source.numbers': `SELECT i AS id, nullif(i % 4, 0) AS quarter, CASE WHEN i % 3 = 0 THEN 'red' ELSE 'blue' END AS colour,
      TIMESTAMP '2026-01-01' + INTERVAL (i) HOUR AS at, [i] AS list, NULL::INTEGER AS nothing,
      'infinity'::DOUBLE AS endless FROM range(1000) t(i)`,
  });
  const answer = await data.ask({ type: 'profile', output: 'source.numbers' }, soon);
  if (!answer.ok) throw new Error(answer.error.message);
  const { columns, ...whole } = answer.value;
  expect(whole).toMatchObject({ rows: 1000, sampledRows: null, distinctIsEstimate: false });
  const [id, quarter, colour, at, list, nothing, endless] = columns;
  expect(id).toMatchObject({
    nulls: 0,
    distinct: 1000,
    min: '0',
    max: '999',
    mean: 499.5,
    median: 499.5,
    top: [],
  });
  expect(id?.histogram.map(({ rows }) => rows)).toEqual(Array.from({ length: 20 }, () => 50));
  expect(quarter).toMatchObject({ nulls: 250, distinct: 3, min: '1', max: '3' });
  expect(quarter?.histogram.map(({ from, rows }) => [from, rows])).toEqual([
    ['1.0', 250],
    ['2.0', 250],
    ['3.0', 250],
  ]);
  expect(colour?.top).toEqual([
    { value: 'blue', rows: 666 },
    { value: 'red', rows: 334 },
  ]);
  expect(at).toMatchObject({ min: '2026-01-01 00:00:00', max: '2026-02-11 15:00:00' });
  expect(at?.histogram.reduce((sum, { rows }) => sum + rows, 0)).toBe(1000);
  expect(list).toMatchObject({ distinct: 1000, min: null, histogram: [] });
  expect(nothing).toMatchObject({ nulls: 1000, distinct: 0, min: null, mean: null, top: [] });
  expect(endless).toMatchObject({ mean: null, histogram: [] });
});

it('samples a large output, and says so', async () => {
  const { data } = await processOver({
    'source.numbers': "SELECT i % 5 AS five, 'x' AS same FROM range(1000000) t(i)",
  });
  const answer = await data.ask({ type: 'profile', output: 'source.numbers' }, soon);
  if (!answer.ok) throw new Error(answer.error.message);
  expect(answer.value.rows).toBe(1_000_000);
  expect(answer.value.sampledRows).toBeGreaterThan(50_000);
  expect(answer.value.sampledRows).toBeLessThan(200_000);
  expect(answer.value.columns[0]).toMatchObject({ distinct: 5, min: '0', max: '4', mean: 2 });
});
