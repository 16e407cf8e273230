import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../../testing/run-cli';
import { temporaryProject, writeFiles } from '../../testing/temporary-project';
import { isJsonObject, type JsonObject } from '../../util/json';

const orders = (audits: string): Record<string, string> => ({
  'seeknal/orders.yml': `kind: transform\nname: orders\ntransform: SELECT i AS id, random() AS chance FROM range(3) t(i)\n${audits}`,
});

const reader = {
  'seeknal/reader.yml':
    'kind: transform\nname: reader\ninputs: [{ref: transform.orders}]\ntransform: SELECT count(*) AS n FROM transform.orders\n',
};

async function run(root: string): Promise<{ exitCode: number; finished: JsonObject[] }> {
  const { exitCode, stdout } = await runCli('run', '--json', '--project', root);
  const finished = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as JsonObject)
    .filter(({ type }) => type === 'node_finished');
  return { exitCode, finished };
}

it('audits the stored output when only the audits differ, and builds nothing', async () => {
  const paths = await temporaryProject({ ...orders(''), ...reader });
  expect((await run(paths.root)).exitCode).toBe(0);
  const output = join(paths.target, 'intermediate/transform_orders.parquet');
  const before = await readFile(output);

  await writeFiles(paths, orders('audits: [{type: not_null, columns: [id]}]\n'));
  const plan = await runCli('plan', '--project', paths.root);
  expect(plan.stdout).toContain('audits changed: its output is audited again');
  const audited = await run(paths.root);
  expect(audited.exitCode).toBe(0);
  expect(audited.finished.map(({ node_id: id, status }) => [id, status])).toEqual([
    ['transform.orders', 'success'],
  ]);
  expect(audited.finished[0]?.['metadata']).toMatchObject({
    audits: [{ audit_type: 'not_null', passed: true }],
  });
  expect((await readFile(output)).equals(before)).toBe(true);
  expect((await run(paths.root)).finished).toEqual([]);

  await writeFiles(paths, orders('audits: [{type: row_count, max: 2}]\n'));
  const failed = await run(paths.root);
  expect(failed.exitCode).toBe(1);
  const [first] = failed.finished;
  expect(isJsonObject(first?.['error']) ? first['error']['message'] : null).toBe(
    'Audit failed: row_count - count 3 > max 2',
  );
  expect((await readFile(output)).equals(before)).toBe(true);
});

it('fails a run whose output does not pass, and keeps what reads it from running', async () => {
  const paths = await temporaryProject({
    ...orders('audits: [{type: row_count, min: 4}]\n'),
    ...reader,
  });
  const { exitCode, finished } = await run(paths.root);
  expect(exitCode).toBe(1);
  expect(finished.map(({ node_id: id, status }) => [id, status])).toEqual([
    ['transform.orders', 'failed'],
    ['transform.reader', 'skipped'],
  ]);
});
