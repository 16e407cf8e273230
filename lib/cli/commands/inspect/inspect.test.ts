import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../../../testing/run-cli';
import { temporaryProject } from '../../../testing/temporary-project';

const files = {
  'seeknal/transforms/few.yml':
    "kind: transform\nname: few\ntransform: SELECT i AS id, 'it''s' AS word, NULL::INTEGER AS gap FROM range(3) t(i)\n",
};

it('looks at outputs and asks them in SQL, as text, JSON and CSV', async () => {
  const { root, seeknalDir } = await temporaryProject(files);
  const cli = (...argv: readonly string[]) => runCli(...argv, '--project', root);

  const before = await cli('inspect', 'few');
  expect(before).toMatchObject({ exitCode: 1, stdout: '' });
  expect(before.stderr).toContain("No intermediate output found for 'transform.few'");

  expect((await cli('run')).exitCode).toBe(0);
  expect((await cli('inspect', 'few', '--limit', '2')).stdout).toBe(
    `transform.few: 3 rows, 3 columns
id  word   gap
 0  it's  NULL
 1  it's  NULL
ℹ 2 of 3 rows
`,
  );
  expect((await cli('inspect', 'few', '--schema')).stdout).toContain('gap     INTEGER');
  expect((await cli('inspect')).stdout).toMatch(
    /^Node +Rows +Columns +Size\ntransform\.few +3 +3 /,
  );
  const list = await cli('inspect', '--list', '--json');
  expect(JSON.parse(list.stdout)).toMatchObject([
    { node_id: 'transform.few', row_count: 3, column_count: 3 },
  ]);

  const query = 'SELECT id, word FROM transform.few ORDER BY id DESC LIMIT 1';
  expect((await cli('sql', query, '--format', 'csv')).stdout).toBe("id,word\r\n2,it's\r\n");
  expect(JSON.parse((await cli('sql', query, '--format', 'json')).stdout)).toEqual([
    { id: '2', word: "it's" },
  ]);
  const more = await cli('sql', 'FROM transform.few', '--limit', '1');
  expect(more.stdout).toContain('1 row, and there are more');
  const refused = await cli('sql', "COPY (SELECT 1) TO 'x.csv'");
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
  expect(refused.stderr).toContain('Only SELECT can be run here, and this is COPY');
  expect(await readdir(join(seeknalDir, 'tmp'))).toEqual([]);
}, 60_000);
