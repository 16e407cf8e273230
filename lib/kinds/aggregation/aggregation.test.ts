import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  bruteAggregate,
  bruteRatio,
  datedRows,
  datedRowsSql,
  rounded,
  rowsWithin,
} from '../../testing/brute-aggregate';
import { ExecutionRig } from '../../testing/execution-rig';

let rig: ExecutionRig;
const inputs = ['transform.orders'];

beforeAll(async () => {
  rig = await ExecutionRig.open();
});

afterAll(() => rig.close());

const window = fc.integer({ min: 1, max: 9 });

it('computes what counting by hand computes, whatever the data', async () => {
  const basic = ['sum', 'avg', 'min', 'max', 'count', 'stddev'];
  const rolling = ['sum', 'avg', 'min', 'max'];
  await fc.assert(
    fc.asyncProperty(datedRows, window, window, async (rows, short, long) => {
      await rig.seed('transform.orders', datedRowsSql(rows));
      await rig.mustExecute(
        'aggregation.history',
        {
          source: "ref('transform.orders')",
          id_col: 'id',
          feature_date_col: 'day',
          application_date_col: 'cutoff',
          features: [
            {
              name: 'v',
              column: 'value',
              basic,
              rolling: [{ window: [short, `${String(short + 10)}d`], aggs: rolling }],
              ratio: [{ numerator: [short], denominator: [long + 10], aggs: ['sum'] }],
              since: [{ condition: 'value == 3', aggs: ['count', 'sum'] }],
            },
          ],
        },
        inputs,
      );
      const expected = new Map<string, Record<string, unknown>>();
      for (const { id, cutoff } of rows) {
        const own = rows.filter((row) => row.id === id && row.cutoff === cutoff);
        const threes = own.filter(({ value }) => value === 3);
        const row: Record<string, unknown> = { id };
        for (const f of basic) row[`v_${f}`] = bruteAggregate(f, own);
        for (const days of [short, short + 10]) {
          for (const f of rolling) {
            row[`v_${f}_${String(days)}d`] = bruteAggregate(f, rowsWithin(own, 0, days - 1));
          }
        }
        row[`v_sum_ratio_${String(short)}d_${String(long + 10)}d`] = bruteRatio(
          bruteAggregate('sum', rowsWithin(own, 0, short - 1)),
          bruteAggregate('sum', rowsWithin(own, 0, long + 9)),
        );
        row['v_count_if'] = threes.length;
        row['v_sum_if'] = bruteAggregate('sum', threes);
        expected.set(JSON.stringify([id, cutoff]), row);
      }
      const actual = await rig.query(
        `SELECT * EXCLUDE (cutoff), cutoff - DATE '2026-02-20' AS since_first
         FROM '${rig.path('target/intermediate/aggregation_history.parquet').replaceAll("'", "''")}'`,
      );
      const found = new Map(
        actual.map(({ since_first: first, ...row }) => [JSON.stringify([row['id'], first]), row]),
      );
      expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
      for (const [key, row] of expected) {
        expect(rounded([found.get(key) ?? {}])).toEqual(rounded([row]));
      }
    }),
    { numRuns: 30 },
  );
});
