import { afterAll, beforeAll, expect, it } from 'vitest';
import { ExecutionRig } from '../../testing/execution-rig';
import type { JsonObject } from '../../util/json';

let rig: ExecutionRig;
const inputs = ['source.orders'];

beforeAll(async () => {
  rig = await ExecutionRig.open();
  await rig.seed(
    'source.orders',
    `FROM (VALUES (1, 'paid', 10), (2, 'open', NULL), (2, 'lost', -1), (NULL, NULL, 5)) o(id, state, amount)`,
  );
});

afterAll(() => rig.close());

const run = (audits: JsonObject[]) =>
  rig.execute('transform.orders', { transform: 'FROM source.orders', audits }, inputs);

async function auditsOf(audits: JsonObject[]): Promise<JsonObject[]> {
  const outcome = await run(audits);
  const metadata = outcome.ok ? outcome.value.metadata : (outcome.error.metadata ?? {});
  return metadata['audits'] as JsonObject[];
}

it('makes every type of audit over the output of the node, and tells what each found', async () => {
  const found = await auditsOf([
    { type: 'not_null', columns: ['id', 'amount'] },
    { type: 'not_null', columns: ['id'], severity: 'warn' },
    { type: 'unique', columns: ['id'] },
    { type: 'unique', columns: ['id', 'state'] },
    { type: 'accepted_values', columns: ['state'], values: ['paid', 'open'] },
    { type: 'accepted_values', columns: ['amount'], values: [10, 5, -1] },
    { type: 'row_count', min: 1, max: 10 },
    { type: 'row_count', min: 10 },
    { type: 'row_count', max: 3 },
    { type: 'custom_sql', sql: 'SELECT * FROM __THIS__ WHERE amount < 0 -- debts' },
    { type: 'custom_sql', sql: 'SELECT * FROM __THIS__ WHERE amount > 99;' },
  ]);
  expect(found.map(({ message }) => message)).toEqual([
    '2 rows with NULL values',
    '1 rows with NULL values',
    '1 duplicate groups',
    'All values unique',
    '1 rows with invalid values',
    'All values accepted',
    'Row count 4 within bounds',
    'count 4 < min 10',
    'count 4 > max 3',
    '1 failing rows',
    'Custom audit passed',
  ]);
  expect(found[0]).toMatchObject({
    audit_type: 'not_null',
    passed: false,
    failing_rows: 2,
    severity: 'error',
    columns: ['id', 'amount'],
    sample: [
      { id: 2, state: 'open', amount: null },
      { id: null, state: null, amount: 5 },
    ],
  });
  expect(found[2]?.['sample']).toEqual([{ id: 2, occurrences: 2 }]);
  expect(found[4]?.['sample']).toEqual([{ id: 2, state: 'lost', amount: -1 }]);
  expect(found[9]?.['sample']).toEqual([{ id: 2, state: 'lost', amount: -1 }]);
  // Of what passes, and of numbers of rows, there is nothing to show.
  for (const index of [3, 5, 6, 7, 8, 10]) expect(found[index]).not.toHaveProperty('sample');
  expect(found[0]?.['duration_ms']).toBeTypeOf('number');
});

it('fails the node for an error, and warns of the rest', async () => {
  const failure = await rig.mustFail(
    'transform.orders',
    {
      transform: 'FROM source.orders',
      audits: [
        { type: 'unique', columns: ['id'] },
        { type: 'not_null', columns: ['amount'], severity: 'warn' },
      ],
    },
    inputs,
  );
  expect(failure).toMatchObject({
    code: 'audit_failed',
    message: 'Audit failed: unique - 1 duplicate groups',
    rowCount: 4,
    metadata: { engine: 'duckdb', warnings: ['Audit warning: not_null - 1 rows with NULL values'] },
  });
  const warned = await run([{ type: 'not_null', columns: ['amount'], severity: 'warn' }]);
  expect(warned).toMatchObject({ ok: true });
  expect(rig.logged.at(-1)).toBe('Audit warning: not_null - 1 rows with NULL values');
});

it('counts an audit that cannot be made as failed, with what to do', async () => {
  const found = await auditsOf([
    { type: 'notnull', columns: ['id'] },
    { type: 'unique' },
    { type: 'unique', columns: ['amoun'] },
    { type: 'accepted_values', columns: ['id'] },
    { type: 'row_count' },
    { type: 'custom_sql', sql: 'SELECT 1; SELECT 2' },
    { type: 'custom_sql', sql: 'SELECT nothing FROM __THIS__' },
  ]);
  expect(found.map(({ passed }) => passed)).toEqual(found.map(() => false));
  const messages = found.map(({ message }) => message);
  expect(messages.slice(0, 6)).toEqual([
    'There is no audit notnull. Did you mean not_null?',
    'The audit unique names no column. Add "columns: [name]" to it.',
    'The audit unique looks at amoun; the output has id, state, amount. Did you mean amount?',
    'The audit accepted_values lists no values. Add "values: [paid, open]" to it.',
    'The audit row_count has no limit. Add min or max, or both, to it.',
    expect.stringContaining('several statements'),
  ]);
  expect(messages[6]).toContain('nothing');
});

it('says so when a node leaves no data to audit', async () => {
  await rig.mustExecute('semantic_model.s', {
    model: "ref('source.orders')",
    audits: [{ type: 'row_count', min: 1 }],
  });
  expect(rig.logged.at(-1)).toContain('The audits were not made');
});
