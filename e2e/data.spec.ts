import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { keepScreen } from './graph-page';

const million = `kind: transform
name: million
transform: |
  SELECT i AS id, (i * 7919) % 1000003 AS mixed, 'row ' || i AS label,
         nullif(i % 10, 0) AS digit, {'part': i % 3, 'tags': ['a', NULL]} AS nested,
         TIMESTAMPTZ '2026-01-01 00:00:00+00' + INTERVAL (i) SECOND AS at,
         CASE WHEN i = 2 THEN repeat('long ', 400) END AS text
  FROM range(1000000) t(i)
`;
const failingRule = `kind: rule
name: digits_there
inputs:
  - ref: transform.million
rule:
  type: "null"
  columns: [digit]
  params: {max_null_percentage: 0.0}
`;

test('a person looks through a million rows: to their end, sorted, filtered, and keeps what is found', async ({
  page,
  dashboard,
  project,
  seeknal,
}) => {
  await project.write('seeknal/transforms/million.yml', million);

  await test.step('what was never built says so, and what to do', async () => {
    await page.goto(`${dashboard.url}/data/transform.million`);
    await expect(page.getByRole('heading', { name: 'Never built' })).toBeVisible();
    await expect(page.getByText("seeknal run --select '+transform.million'")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('once it is built its rows appear by themselves', async () => {
    const ran = await seeknal('run', '--project', project.dir, '--select', 'transform.million');
    expect(ran.code).toBe(0);
    await expect(page.getByText('1,000,000 rows')).toBeVisible();
    await expect(cell(page, 1, 4)).toHaveText('row 0');
    await expect(cell(page, 1, 5)).toHaveText('null');
    await expect(page.getByRole('columnheader', { name: /at TIMESTAMPTZ/ })).toBeVisible();
    await keepScreen(page, 'data-rows');
  });

  const grid = page.getByRole('grid', { name: 'Rows of transform.million' });
  await test.step('keys lead to the last row and back', async () => {
    await grid.focus();
    await page.keyboard.press('Control+End');
    await expect(page.getByRole('gridcell', { name: 'row 999999', exact: true })).toBeVisible();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const whole = page.getByRole('dialog', { name: 'id' });
    await expect(whole).toContainText('999999');
    await page.keyboard.press('Escape');
    await expect(grid).toBeFocused();
    await page.keyboard.press('Control+Home');
    await expect(cell(page, 1, 4)).toHaveText('row 0');
  });

  await test.step('the wheel moves row by row, the bar to any place', async () => {
    await grid.hover();
    await page.mouse.wheel(0, 300);
    await expect(page.getByRole('gridcell', { name: 'row 12', exact: true })).toBeVisible();
    await grid.evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    await expect(
      page
        .getByRole('rowheader')
        .filter({ hasText: /^(49|50)\d,\d{3}$/ })
        .first(),
    ).toBeVisible();
    await grid.evaluate((element) => {
      element.scrollTop = 0;
    });
  });

  await test.step('long and nested values open whole', async () => {
    await cell(page, 3, 8).click();
    const long = page.getByRole('dialog', { name: 'text' });
    await expect(long).toContainText('long '.repeat(400).trim());
    await page.keyboard.press('Escape');
    await cell(page, 2, 6).click();
    await expect(page.getByRole('dialog', { name: 'nested' })).toContainText('"part": 1');
    await page.keyboard.press('Escape');
  });

  await test.step('it is sorted and filtered, and the address says so', async () => {
    await page.getByRole('columnheader', { name: /mixed/ }).getByText('mixed').click();
    await expect(page.getByRole('columnheader', { name: /mixed/ })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    await expect(cell(page, 2, 4)).toHaveText('row 658671');
    await page.getByRole('button', { name: 'Filter, sort or hide digit' }).click();
    const menu = page.getByRole('dialog', { name: 'Column digit' });
    await menu.getByLabel('Value').fill('3');
    await menu.getByRole('button', { name: 'Filter' }).click();
    await expect(page.getByText('100,000 of 1,000,000 rows')).toBeVisible();
    await page
      .getByRole('searchbox', { name: 'Find in all columns' })
      .or(page.getByLabel('Find in all columns'))
      .fill('row 99999');
    await page.keyboard.press('Enter');
    await expect(page.getByText('1 of 1,000,000 rows')).toBeVisible();
    await expect(cell(page, 1, 4)).toHaveText('row 999993');
    await page.reload();
    await expect(page.getByText('1 of 1,000,000 rows')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('columns are chosen, and the file holds what is shown', async () => {
    await page.getByRole('button', { name: 'Columns' }).click();
    const chooser = page.getByRole('dialog', { name: 'Columns to show' });
    for (const name of ['mixed', 'digit', 'nested', 'at', 'text']) {
      await chooser.getByRole('checkbox', { name: new RegExp(`^${name} `) }).uncheck();
    }
    await page.keyboard.press('Escape');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).click();
    const file = await (await downloading).path();
    expect(await readFile(file, 'utf8')).toBe('id,label\r\n999993,row 999993\r\n');
  });

  await test.step('its columns and what they are like', async () => {
    await page.getByRole('tab', { name: 'Schema' }).click();
    await expect(page.getByRole('row', { name: /nested/ })).toContainText('STRUCT(');
    await page.getByRole('tab', { name: 'Profile' }).click();
    await expect(page.getByText(/of a sample of/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('region', { name: 'digit' })).toContainText(
      '100,000 nulls, 10.0 %',
    );
    await expectAccessible(page);
    await keepScreen(page, 'data-profile');
  });

  await test.step('a column that goes away is marked', async () => {
    await project.edit(
      'seeknal/transforms/million.yml',
      "'row ' || i AS label,",
      'i::VARCHAR AS mark,',
    );
    const ran = await seeknal('run', '--project', project.dir, '--select', 'transform.million');
    expect(ran.code).toBe(0);
    await page.getByRole('tab', { name: 'Schema' }).click();
    await expect(page.getByRole('row', { name: /label/ })).toContainText('removed');
    await expect(page.getByRole('row', { name: /mark/ })).toContainText('added');
  });

  await test.step('a failing rule is on the page of the project, with rows that break it', async () => {
    await project.write('seeknal/rules/digits_there.yml', failingRule);
    const ran = await seeknal('run', '--project', project.dir, '--select', 'rule.digits_there');
    expect(ran.code).toBe(1);
    await page.getByRole('link', { name: 'Quality' }).click();
    const check = page.getByRole('button', { name: /rule\.digits_there/ });
    await expect(check).toContainText('Failed');
    await expect(check).toContainText('100,000 of 1,000,000');
    await check.click();
    await expect(page.getByRole('region', { name: 'Violating rows' })).toContainText('null');
    await expect(page.getByRole('region', { name: 'Health' })).toContainText('0 %');
    await page.getByRole('button', { name: 'Show as table' }).click();
    await expect(page.getByRole('region', { name: 'Trend as a table' })).toContainText('100,000');
    await expectAccessible(page);
    await keepScreen(page, 'quality');
  });
});

test('the SQL workbench answers, explains, can be stopped, and refuses what is not its business', async ({
  page,
  dashboard,
  project,
  seeknal,
}) => {
  expect((await seeknal('run', '--project', project.dir)).code).toBe(0);
  await page.goto(`${dashboard.url}/sql`);
  const editor = page.getByRole('textbox', { name: 'SQL query' });
  const write = async (sql: string): Promise<void> => {
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(sql);
  };
  const run = (): Promise<void> => page.getByRole('button', { name: 'Run', exact: true }).click();

  await test.step('tables and columns are completed', async () => {
    await expect(page.getByRole('list', { name: 'Tables' })).toContainText('transform.clean_users');
    await editor.click();
    await page.keyboard.type('SELECT * FROM transform.clean_u');
    await expect(page.getByRole('option', { name: 'clean_users' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('a query gives its rows, and a link gives the query', async () => {
    await write(
      'SELECT channel, count(*) AS users FROM transform.clean_users GROUP BY 1 ORDER BY 2 DESC',
    );
    await page.keyboard.press('Control+Enter');
    const result = page.getByRole('grid', { name: 'Result' });
    await expect(result.getByRole('gridcell').first()).not.toBeEmpty();
    await expect(page.getByText(/^\d rows in /)).toBeVisible();
    await expect(page).toHaveURL(/q=SELECT/);
    await keepScreen(page, 'sql-result');
    await expectAccessible(page);
    await page.reload();
    await expect(editor).toContainText('GROUP BY');
    await page.getByRole('button', { name: 'History' }).click();
    await expect(page.getByRole('list', { name: 'Past queries' })).toContainText('GROUP BY');
    await page.getByRole('button', { name: 'Explain' }).click();
    await expect(page.getByRole('region', { name: 'Plan' })).toContainText('PARQUET');
  });

  await test.step('a mistake is marked where it is, until it is mended', async () => {
    await write('SELECT channel, nope FROM transform.clean_users');
    await run();
    await expect(page.getByRole('alert').filter({ hasText: 'line 1, column 17' })).toBeVisible();
    await expect(editor.locator('.cm-mistake')).toHaveText('nope');
    await write('SELECT channel FROM transform.clean_users');
    await expect(editor.locator('.cm-mistake')).toHaveCount(0);
  });

  await test.step('a long query is stopped, and the next one answered', async () => {
    await write('SELECT sum(a.range * b.range) FROM range(10000000) a, range(1000000) b');
    await run();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Cancelled.')).toBeVisible();
    await write('SELECT 42 AS answer');
    await run();
    await expect(page.getByRole('gridcell', { name: '42' })).toBeVisible();
  });

  await test.step('files, writes, settings and second statements are refused in a sentence', async () => {
    const refused: readonly (readonly [string, string])[] = [
      ["SELECT * FROM read_csv('/etc/passwd')", 'read_csv() can’t be used here.'],
      ["SELECT * FROM '/etc/passwd'", 'Files can’t be read here'],
      ["COPY (SELECT 1) TO '/tmp/x.csv'", 'Only SELECT can be run here, and this is COPY'],
      ["ATTACH '/tmp/x.db'", 'this is ATTACH'],
      ["SET memory_limit = '99GB'", 'this is SET'],
      ['PRAGMA database_list', 'this is PRAGMA'],
      ['INSTALL httpfs', 'this is INSTALL'],
      ['SELECT 1; SELECT 2', 'One query at a time: this text has 2 statements.'],
      ['SELECT * FROM clean_users', 'There is no output called "clean_users".'],
    ];
    for (const [sql, sentence] of refused) {
      await write(sql);
      await run();
      await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
    }
    await expect(
      page.getByRole('alert').filter({ hasText: 'Did you mean transform.clean_users?' }),
    ).toBeVisible();
    await expectAccessible(page);
    await keepScreen(page, 'sql-refused');
  });

  await test.step('the same answers come in the terminal', async () => {
    const counted = await seeknal(
      'sql',
      'SELECT count(*) AS n FROM transform.clean_users',
      '--format',
      'csv',
      '--project',
      project.dir,
    );
    expect(counted.stdout).toBe('n\r\n950\r\n');
    const refused = await seeknal(
      'sql',
      "SELECT * FROM read_text('/etc/passwd')",
      '--project',
      project.dir,
    );
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('read_text() can’t be used here.');
    const looked = await seeknal(
      'inspect',
      'clean_users',
      '--limit',
      '2',
      '--project',
      project.dir,
    );
    expect(looked.stdout).toMatch(/^transform\.clean_users: 950 rows, 6 columns\n/);
    expect(looked.stdout).toContain('2 of 950 rows');
  });
});

/** A cell by the number of its row and its column, both from 1; the column of numbers is the first. */
function cell(page: Page, row: number, column: number): Locator {
  return page.locator(`[role=row][aria-rowindex="${row + 1}"] > [aria-colindex="${column}"]`);
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    serious.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
    ),
  ).toEqual([]);
}
