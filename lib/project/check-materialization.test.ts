import { expect, it } from 'vitest';
import { readNodeFile } from './read-node-file';

const read = async (text: string): Promise<string[]> => {
  const file = { path: 'a.yml', sizeBytes: 0, modifiedMs: 0, changedMs: 0 };
  const { diagnostics } = await readNodeFile(file, Buffer.from(text));
  return diagnostics.map(
    ({ severity, message, place }) =>
      `${severity} ${String(place?.line)}:${String(place?.column)} ${message}`,
  );
};
const node = 'kind: transform\nname: a\ntransform: SELECT 1\n';

it('takes one target or a list of them, and not both', async () => {
  const one = 'materialization: {type: postgresql, table: a.b}\n';
  const list = 'materializations: [{type: postgresql, table: a.b}]\n';
  expect(await read(node + one)).toEqual([]);
  expect(await read(node + list)).toEqual([]);
  expect(await read(node + one + list)).toEqual([
    'error 5:1 The node has both "materialization" and "materializations".',
  ]);
});

it('says what a target lacks for its mode', async () => {
  const target = (fields: string) => `materialization: {type: postgresql, ${fields}}\n`;
  expect(await read(node + target('mode: full'))).toEqual([
    'error 4:1 The field "materialization.table" is missing: expected a table, as in public.users',
  ]);
  expect((await read(node + target('table: t, mode: incremental_by_time')))[0]).toContain(
    'incremental_by_time needs the column with the time of a row',
  );
  expect((await read(node + target('table: t, mode: upsert_by_key')))[0]).toContain(
    'upsert_by_key needs the columns that tell rows apart',
  );
  expect((await read(node + target('table: t, mode: incremental')))[0]).toContain(
    '"materialization.mode"',
  );
});
