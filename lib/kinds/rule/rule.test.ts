import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExecutionRig } from '../../testing/execution-rig';
import type { JsonObject } from '../../util/json';

let rig: ExecutionRig;
const inputs = ['transform.orders'];

beforeAll(async () => {
  rig = await ExecutionRig.open();
  await rig.seed(
    'transform.orders',
    `SELECT i AS id, CASE WHEN i % 10 = 0 THEN NULL ELSE i * 2.0 END AS amount, i % 50 AS code,
       TIMESTAMP '2026-01-10 11:00:00' - INTERVAL (i) MINUTE AS seen_at,
       repeat('x', 5000) AS long_text, 'hunter' || i AS api_token, '\\x01\\x02'::BLOB AS bytes
     FROM range(100) t(i)`,
  );
  await rig.seed('transform.none', 'SELECT 1 AS id, 1.0 AS amount WHERE false');
});

afterAll(() => rig.close());

const check = (rule: JsonObject | JsonObject[], params: JsonObject = {}, of = inputs) =>
  rig.execute('rule.r', { rule, params }, of);

async function metadataOf(...args: Parameters<typeof check>): Promise<JsonObject> {
  const outcome = await check(...args);
  const found = outcome.ok ? outcome.value.metadata : outcome.error.metadata;
  if (found === undefined) throw new Error(JSON.stringify(outcome));
  return found;
}

describe('each type of check', () => {
  const cases: [string, JsonObject, { passed: boolean; violations: number; message: string }][] = [
    [
      'null',
      { type: 'null', columns: ['amount'] },
      {
        passed: false,
        violations: 10,
        message: 'Null check: 10/100 rows (10%) have nulls in [amount]',
      },
    ],
    [
      'null with a share that may be null',
      { type: 'null', columns: ['amount'], params: { max_null_percentage: 0.1 } },
      {
        passed: true,
        violations: 10,
        message: 'Null check: 10/100 rows (10%) have nulls in [amount]',
      },
    ],
    [
      'range',
      { type: 'range', column: 'amount', params: { min_val: 4, max_val: 190 } },
      { passed: false, violations: 5, message: 'Range check on amount: 5/100 rows out of range' },
    ],
    [
      'uniqueness',
      { type: 'uniqueness', columns: ['code'] },
      {
        passed: false,
        violations: 50,
        message: 'Uniqueness check on [code]: 50 duplicate groups found',
      },
    ],
    [
      'freshness',
      { type: 'freshness', column: 'seen_at', params: { max_age: '2h' } },
      {
        passed: false,
        violations: 39,
        message: 'Freshness check on seen_at: 39/100 rows older than 2h',
      },
    ],
    [
      'sql_assertion',
      { type: 'sql_assertion', sql: 'SELECT id FROM transform_orders WHERE id > 97' },
      {
        passed: false,
        violations: 2,
        message: 'SQL assertion failed: 2 violation row(s) returned',
      },
    ],
    [
      'the older value',
      { value: 'id == 3 OR id < 99' },
      {
        passed: false,
        violations: 1,
        message: "Condition id == 3 OR id < 99: 1/100 rows don't meet it",
      },
    ],
  ];
  it.each(cases)('%s', async (_, rule, expected) => {
    expect(await metadataOf(rule)).toMatchObject({ ...expected, rows_checked: 100 });
  });
});

it('makes all checks of a list, whatever the first ones find', async () => {
  const failure = await rig.mustFail(
    'rule.r',
    {
      rule: [
        { type: 'sql_assertion', sql: 'SELECT 1 AS one' },
        { type: 'null', columns: ['amount'] },
        { type: 'range', column: 'id', params: { min_val: 0 } },
      ],
    },
    inputs,
  );
  expect(failure).toMatchObject({
    code: 'rule_failed',
    message:
      'Validation failed: SQL assertion failed: 1 violation row(s) returned; Null check: 10/100 rows (10%) have nulls in [amount] (11 violations)',
    metadata: {
      checks: 3,
      passed: false,
      status: 'fail',
      total_violations: 11,
      failed_checks: 2,
      results: [{ passed: false }, { passed: false }, { passed: true }],
    },
  });
  const table = await rig.rowsOf('rule.r');
  expect(table.map(({ violations }) => violations)).toEqual([1, 10, 0]);
});

it('warns, or fails, as the severity of the rule and of single checks says', async () => {
  const nulls = { type: 'null', columns: ['amount'] };
  const output = await rig.mustExecute(
    'rule.r',
    { rule: nulls, params: { severity: 'warn', error_message: 'Amounts are missing' } },
    inputs,
  );
  expect(output.metadata).toMatchObject({ passed: false, status: 'warn', severity: 'warn' });
  expect(rig.logged.at(-1)).toBe('Validation failed: Amounts are missing (10 violations)');

  const mixed = [
    { ...nulls, params: { severity: 'warn' } },
    { type: 'range', column: 'id', params: { max_val: 97, error_message: 'ids are too big' } },
  ];
  expect(await rig.mustFail('rule.r', { rule: mixed }, inputs)).toMatchObject({
    message: 'Validation failed: ids are too big (2 violations)',
  });
  expect(
    await rig.mustFail('rule.r', { rule: nulls, params: { severity: 'loud' } }, inputs),
  ).toMatchObject({ code: 'invalid_config', message: 'There is no severity "loud".' });
});

it('shows up to 20 of the violating rows, with long values cut and secrets covered', async () => {
  const { sample } = await metadataOf({ type: 'range', column: 'id', params: { min_val: 50 } });
  const rows = sample as JsonObject[];
  expect(rows.length).toBe(20);
  expect(rows[0]).toMatchObject({
    id: 0,
    api_token: '••••••',
    bytes: '2 bytes',
    seen_at: '2026-01-10 11:00:00',
  });
  expect(rows[0]?.['long_text']).toHaveLength(201);
  expect(JSON.stringify(rows).length).toBeLessThanOrEqual(16_384 + 100);
  const passed = await metadataOf({
    type: 'null',
    columns: ['amount'],
    params: { max_null_percentage: 0.5 },
  });
  expect(passed['sample']).toHaveLength(10);
});

it('validates nothing in empty data, and says so', async () => {
  expect(await metadataOf({ type: 'null', columns: ['id'] }, {}, ['transform.none'])).toMatchObject(
    {
      passed: true,
      rows_checked: 0,
      warning: 'Input data is empty, no validation performed',
    },
  );
});

describe('profile_check', () => {
  beforeAll(async () => {
    await rig.mustExecute('profile.orders', {}, inputs);
  });
  const of = ['profile.orders'];

  it('tells each threshold, and that fail beats warn', async () => {
    const failure = await rig.mustFail(
      'rule.p',
      {
        rule: {
          type: 'profile_check',
          checks: [
            { metric: 'row_count', fail: '< 1' },
            { metric: 'null_percent', column: 'amount', warn: '> 5', fail: '>= 10' },
            { metric: 'distinct_count', column: 'code', warn: 'between 40 and 60' },
            { metric: 'mood', column: 'code', fail: '> 1' },
          ],
        },
      },
      of,
    );
    expect(failure).toMatchObject({
      message:
        'Validation failed: amount.null_percent = 10.0 (fails: >= 10); code.distinct_count = 50 (warns: between 40 and 60); code.mood is not in the profile (3 violations)',
      metadata: {
        rule_type: 'profile_check',
        checks: 4,
        passed: 1,
        warned: 1,
        failed: 2,
        status: 'fail',
        results: [
          { check_index: 0, column: '_table_', metric: 'row_count', value: '100', status: 'pass' },
          { status: 'fail' },
          { status: 'warn' },
          { status: 'fail' },
        ],
      },
    });
  });

  it('only warns when only warnings are met', async () => {
    const output = await rig.mustExecute(
      'rule.p',
      { rule: { type: 'profile_check', checks: [{ metric: 'row_count', warn: '!= 3' }] } },
      of,
    );
    expect(output.metadata).toMatchObject({
      status: 'warn',
      warned: 1,
      failed: 0,
      severity: 'warn',
    });
  });

  it('says what is wrong with a threshold, and that its input is no profile', async () => {
    const rule = { type: 'profile_check', checks: [{ metric: 'row_count', fail: 'many' }] };
    expect(await rig.mustFail('rule.p', { rule }, of)).toMatchObject({
      message: 'Number 1 of the profile_check has the threshold "many".',
    });
    expect(await rig.mustFail('rule.p', { rule }, inputs)).toMatchObject({
      code: 'missing_column',
    });
  });
});

it('refuses custom and unknown types with what there is', async () => {
  expect(await rig.mustFail('rule.r', { rule: { type: 'custom' } }, inputs)).toMatchObject({
    code: 'unsupported_rule',
    hint: 'Write the check as a sql_assertion: a query of the rows that are wrong.',
  });
  const unknown = await rig.mustFail('rule.r', { rule: { type: 'vibes' } }, inputs);
  expect(unknown.hint).toContain('null, range, uniqueness, freshness, sql_assertion');
});

it('names the nearest column when the data lacks one', async () => {
  expect(
    await rig.mustFail('rule.r', { rule: { type: 'null', columns: ['amont'] } }, inputs),
  ).toMatchObject({ code: 'missing_column', hint: 'Did you mean amount?' });
});
