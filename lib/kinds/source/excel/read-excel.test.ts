import { writeFile } from 'node:fs/promises';
import { utils, write, type CellObject, type WorkBook } from '@e965/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ExecutionRig } from '../../../testing/execution-rig';

let rig: ExecutionRig;

beforeAll(async () => {
  rig = await ExecutionRig.open();
  const book: WorkBook = utils.book_new();
  const people = utils.aoa_to_sheet([
    ['id', 'name', 'score', 'joined', 'seen', 'active', 'mixed', '', 'name'],
    [1, 'Ann', 1.5, 46_023, 46_023.5, true, 1, 'x', 'again'],
    [2, '', 2, 46_024, null, false, 'two', null, null],
    [],
    [3, 'Bo', null, 59, 0.25, null, null, null, null],
  ]);
  for (const place of ['D2', 'D3', 'D5', 'E2', 'E5']) {
    (people[place] as CellObject).z = place.startsWith('D') ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm';
  }
  people['C5'] = { t: 'e', v: 0x2a };
  utils.book_append_sheet(book, people, 'People');
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([['a note'], [], [null, 'k', 'v'], [null, 'x', 1], [null, 'y', 2], ['end']]),
    'Odd place',
  );
  await rig.write('data/none', '');
  await writeFile(rig.path('data/book.xlsx'), write(book, { type: 'buffer' }) as Buffer);
  await writeFile(
    rig.path('data/old.xls'),
    write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer,
  );
});
afterAll(() => rig.close());

it.each(['book.xlsx', 'old.xls'])('finds the types of the columns in %s', async (file) => {
  await rig.mustExecute('source.people', { source: 'excel', table: `data/${file}` });
  expect(await rig.rowsOf('source.people')).toEqual([
    {
      id: 1,
      name: 'Ann',
      score: 1.5,
      joined: '2026-01-01',
      seen: '2026-01-01 12:00:00',
      active: true,
      mixed: '1',
      column7: 'x',
      name_1: 'again',
    },
    {
      id: 2,
      name: null,
      score: 2,
      joined: '2026-01-02',
      seen: null,
      active: false,
      mixed: 'two',
      column7: null,
      name_1: null,
    },
    {
      id: 3,
      name: 'Bo',
      score: null,
      joined: '1900-02-28',
      seen: '06:00:00',
      active: null,
      mixed: null,
      column7: null,
      name_1: null,
    },
  ]);
});

it('takes the sheet, the range and whether there is a header from params', async () => {
  const read = (params: Record<string, string | boolean>) =>
    rig.mustExecute('source.odd', { source: 'excel', table: 'data/book.xlsx', params });
  await read({ sheet_name: 'Odd place', range: 'B3:C5' });
  expect(await rig.rowsOf('source.odd')).toEqual([
    { k: 'x', v: 1 },
    { k: 'y', v: 2 },
  ]);
  await read({ sheet_name: 'Odd place', range: '$B$4:C5', header: false });
  expect(await rig.rowsOf('source.odd')).toEqual([
    { column0: 'x', column1: 1 },
    { column0: 'y', column1: 2 },
  ]);
});

it('says which sheets there are, and what is no Excel file', async () => {
  const fail = async (table: string, params: Record<string, string> = {}) =>
    (await rig.mustFail('source.bad', { source: 'excel', table, params })).message;
  await rig.write('data/text.xlsx', 'a,b\n1,2\n');
  expect(await fail('data/book.xlsx', { sheet_name: 'Poeple' })).toBe(
    "Failed to load EXCEL from 'data/book.xlsx': it has no sheet Poeple; did you mean People?",
  );
  expect(await fail('data/text.xlsx')).toContain('it is no Excel file');
  expect(await fail('data/book.xlsx', { range: 'all' })).toContain('write it as in A1:F100');
});
