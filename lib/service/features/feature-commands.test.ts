import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../../testing/run-cli';
import { temporaryProject, writeFiles } from '../../testing/temporary-project';

const group = (name: string, sql: string, further = '') => ({
  [`seeknal/${name}.yml`]: `kind: feature_group\nname: ${name}\nentity: {name: customer, join_keys: [customer_id]}\ninputs: [{ref: source.orders}]\ntransform: ${sql}\nmaterialization: {event_time_col: day, online: {enabled: true, ttl: 7d}}\n${further}`,
});

const files: Record<string, string> = {
  'data/orders.csv': 'customer_id,day,amount\n1,2026-01-01,10\n1,2026-01-05,50\n2,2026-01-03,30\n',
  'seeknal/orders.yml': 'kind: source\nname: orders\nsource: csv\ntable: data/orders.csv\n',
  ...group('spend', 'SELECT customer_id, day, amount AS spend FROM source'),
  ...group('visits', 'SELECT customer_id, day, 1 AS visits FROM source WHERE customer_id = 1'),
  'labels.csv':
    'customer_id,seen_at,label\n1,2026-01-04 10:00:00,a\n1,2025-12-31 00:00:00,b\n2,2026-01-03 00:00:00,c\n',
};

it('serves features, makes training sets and tells of entities', async () => {
  const paths = await temporaryProject(files);
  const cli = (...args: string[]) => runCli(...args, '--project', paths.root);
  expect((await cli('features', 'get', '--entity', 'customer=1')).stderr).toContain(
    'No feature group of customer is kept for serving.',
  );
  expect((await cli('run')).exitCode).toBe(0);

  const got = await cli('features', 'get', '--entity', 'customer=1', '--json');
  expect(JSON.parse(got.stdout)).toMatchObject({
    entity: 'customer',
    key: ['1'],
    groups: [
      { feature_group: 'spend', features: { spend: 50 }, event_time: '2026-01-05 00:00:00' },
      { feature_group: 'visits', features: { visits: 1 } },
    ],
  });
  const one = await cli('features', 'get', '--entity', 'customer=2', '--features', 'spend');
  expect(one.stdout).toMatch(/spend +30 +spend +2026-01-03 00:00:00/);
  expect((await cli('features', 'get', '--entity', 'customer=9')).exitCode).toBe(1);
  expect((await cli('features', 'get', '--entity', 'customer')).exitCode).toBe(2);
  const typo = await cli('features', 'get', '--entity', 'custmer=1');
  expect(typo.stderr).toContain('Did you mean customer?');

  const output = join(paths.root, 'set.csv');
  const labels = join(paths.root, 'labels.csv');
  const made = await cli(
    'features',
    'training-set',
    '--spine',
    labels,
    '--features',
    'spend,visits.visits',
    '--output',
    output,
  );
  expect(made.stdout).toContain('3 rows, 5 columns');
  expect((await readFile(output, 'utf8')).trim().split('\n')).toEqual([
    'customer_id,seen_at,label,spend,visits',
    '1,2026-01-04 10:00:00,a,10,1',
    '1,2025-12-31 00:00:00,b,,',
    '2,2026-01-03 00:00:00,c,30,',
  ]);
  const shown = await cli('features', 'training-set', '--spine', labels, '--features', 'spend');
  expect(shown.stdout).toContain('3 rows; --output FILE writes them all.');
  const wrong = await cli('features', 'training-set', '--spine', labels, '--features', 'spent');
  expect(wrong).toMatchObject({ exitCode: 1 });
  expect(wrong.stderr).toContain('Did you mean spend?');
  await writeFiles(paths, { 'bare.csv': 'customer_id\n1\n' });
  const timeless = await cli(
    'features',
    'training-set',
    '--spine',
    join(paths.root, 'bare.csv'),
    '--features',
    'spend',
  );
  expect(timeless.stderr).toContain('It is not clear which column');

  expect((await cli('entity', 'list')).stdout).toMatch(
    /^ {2}customer {2}2 FGs {2}2 features {2}\[ready\] {2}consolidated: \d/,
  );
  const entity = await cli('entity', 'show', 'customer', '--json');
  expect(JSON.parse(entity.stdout)).toMatchObject({ join_keys: ['customer_id'], stale: false });
  expect((await cli('consolidate')).stdout).toContain('customer: 3 rows');

  await writeFiles(paths, {
    'seeknal/visits.yml':
      files['seeknal/visits.yml']?.replace('join_keys: [customer_id]', 'join_keys: [day]') ?? '',
  });
  const run = await cli('run');
  expect(run.exitCode).toBe(0);
  expect(run.stderr).toContain(
    'Join key mismatch for entity customer: spend has [customer_id], visits has [day].',
  );
});

it('puts together what a run that was killed had written only', async () => {
  const paths = await temporaryProject(files);
  const cli = (...args: string[]) => runCli(...args, '--project', paths.root);
  expect((await cli('run')).exitCode).toBe(0);
  const folder = join(paths.target, 'feature_store/customer');
  const whole = await readFile(join(folder, 'features.parquet'));
  // As it is when the groups were written and the process died then.
  await rm(folder, { recursive: true });
  await rm(join(paths.seeknalDir, 'idle-run'), { force: true });
  expect((await cli('run')).stdout).toContain('No changes detected. Nothing to run.');
  expect(await readFile(join(folder, 'features.parquet'))).toEqual(whole);
});
