import { expect, it } from 'vitest';
import { runCli } from '../testing/run-cli';
import { temporaryProject } from '../testing/temporary-project';
import { getFeatures } from './get-features';
import { Manifest } from './manifest';

it('serves the latest features of a key, and names what is not there', async () => {
  const paths = await temporaryProject({
    'data/orders.csv': 'customer_id,day,amount\n1,2026-01-01,10\n1,2026-01-05,50\n',
    'seeknal/orders.yml': 'kind: source\nname: orders\nsource: csv\ntable: data/orders.csv\n',
    'seeknal/spend.yml':
      'kind: feature_group\nname: spend\nentity: {name: customer, join_keys: [customer_id]}\ninputs: [{ref: source.orders}]\nmaterialization: {event_time_col: day, online: {enabled: true, ttl: 7d}}\n',
  });
  expect((await runCli('run', '--project', paths.root)).exitCode).toBe(0);
  const manifest = await Manifest.load(paths.manifest);
  expect(await getFeatures(manifest, { entity: 'customer', key: [1] })).toEqual([
    { featureGroup: 'spend', features: { amount: 50 }, eventTime: '2026-01-05 00:00:00' },
  ]);
  expect(await getFeatures(manifest, { entity: 'customer', key: ['9'] })).toEqual([
    { featureGroup: 'spend', features: null, eventTime: null },
  ]);
  await expect(
    getFeatures(manifest, { entity: 'customer', key: [1], features: ['speed'] }),
  ).rejects.toThrow('There is no feature speed of customer that is served.');
});
