import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './fixtures';
import { cardOf, expectStates, keepScreen, openGraph, panelOf } from './graph-page';

const cleanUsers = 'seeknal/transforms/clean_users.yml';
const userFeatures = 'seeknal/feature_groups/user_features.yml';

test('the graph compares with a Git revision and with a dropped manifest, and draws what is gone', async ({
  page,
  dashboard,
  project,
  seeknal,
}) => {
  test.slow();
  const git = (...args: readonly string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-C', project.dir, ...args],
      {
        encoding: 'utf8',
      },
    );
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'First');
  expect((await seeknal('run', '--project', project.dir)).code).toBe(0);
  const manifest = await readFile(join(project.dir, 'target', 'manifest.json'));

  await project.edit(cleanUsers, "'%@%'", "'%@%.%'");
  await project.edit(
    'seeknal/sources/products.yml',
    'description: ',
    'description: Now with more to say. ',
  );
  await project.remove('seeknal/exposures/feature_export.yml');
  await project.write(
    'seeknal/transforms/late.yml',
    'kind: transform\nname: late\ninputs:\n  - ref: source.users\ntransform: SELECT * FROM source.users\n',
  );
  await openGraph(page, dashboard);
  await expectStates(page, {
    New: 1,
    Changed: 1,
    'Upstream changed': 4,
    Removed: 1,
    Cached: 9,
  });

  const banner = page.getByRole('status').filter({ hasText: 'Compared with' });
  const differs = async (): Promise<void> => {
    await expect(banner).toContainText('1 added, 2 modified, 1 removed');
    await expect(cardOf(page, 'transform.late')).toHaveAttribute('data-freshness', 'added');
    await expect(cardOf(page, 'source.products')).toHaveAttribute('data-freshness', 'metadata');
    // Other rows, and none of its columns taken away.
    await expect(cardOf(page, 'transform.clean_users')).toHaveAttribute(
      'data-freshness',
      'compatible',
    );
    await expect(cardOf(page, 'model.churn_model')).toHaveAttribute('data-freshness', 'affected');
    const gone = cardOf(page, 'exposure.feature_export');
    await expect(gone).toHaveAttribute('data-freshness', 'removed');
    await expect(gone).toContainText('No longer in the project');
  };

  await test.step('a revision', async () => {
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('textbox', { name: 'Git revision' }).fill('HEAD');
    await keepScreen(page, 'compare-menu');
    await page.keyboard.press('Enter');
    await differs();
    await expect(page).toHaveURL(/base=rev:HEAD/);
    await keepScreen(page, 'compare-revision');
    // A pasted link shows the same.
    await page.reload();
    await differs();
    await expectAccessible(page);
    // The states of a comparison filter too.
    await page
      .getByRole('group', { name: 'Filter by state' })
      .getByRole('button', { name: 'Affected' })
      .click();
    await expect(page).toHaveURL(/show=affected/);
    await expect(cardOf(page, 'source.products')).toHaveAttribute('data-dimmed', 'true');
    await page.goBack();
  });

  await test.step('a revision that is none', async () => {
    await page.goto(`${dashboard.url}/?base=rev:nowhere`);
    await expect(page.getByRole('status').filter({ hasText: 'nowhere' })).toBeVisible();
    await page.getByRole('button', { name: 'Back to the last run' }).click();
    await expect(page).not.toHaveURL(/base=/);
  });

  await test.step('a manifest that is dropped onto the page, and a file that is none', async () => {
    const drop = async (name: string, text: string): Promise<void> => {
      const data = await page.evaluateHandle(
        ([fileName, content]) => {
          const transfer = new DataTransfer();
          transfer.items.add(
            new File([content ?? ''], fileName ?? '', { type: 'application/json' }),
          );
          return transfer;
        },
        [name, text],
      );
      await page.dispatchEvent('main', 'dragover', { dataTransfer: data });
      await page.dispatchEvent('main', 'drop', { dataTransfer: data });
    };
    await drop('notes.json', '{"what": "no manifest"}');
    await expect(page.getByText(/Give a manifest\.json/)).toBeVisible();
    await drop('manifest.json', manifest.toString());
    await differs();
    await expect(banner).toContainText('manifest.json');
    await expect(page).toHaveURL(/base=file:/);
  });

  await test.step('a ghost tells what it was, and its row is in the list', async () => {
    await cardOf(page, 'exposure.feature_export').click();
    await expect(panelOf(page, 'exposure.feature_export')).toContainText('Removed');
    await expect(
      panelOf(page, 'exposure.feature_export').getByRole('button', {
        name: 'feature_group.user_features',
      }),
    ).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: 'List' }).click();
    await expect(page.locator('[data-list-row="exposure.feature_export"]')).toContainText(
      'Removed',
    );
  });

  await test.step('an edge that is gone is drawn as one, also in a picture that is taken along', async () => {
    await page.getByRole('button', { name: 'Back to the last run' }).click();
    await page.getByRole('radio', { name: 'Graph' }).click();
    await project.edit(
      userFeatures,
      '  LEFT JOIN transform.user_sessions s ON s.user_id = u.user_id\n',
      '',
    );
    await project.edit(userFeatures, 'COALESCE(MAX(s.visits), 0)', '0');
    await project.edit(userFeatures, 'COALESCE(MAX(s.minutes), 0)', '0');
    await project.edit(userFeatures, '  - ref: transform.user_sessions\n', '');
    await expectStates(page, {
      New: 1,
      Changed: 2,
      'Upstream changed': 3,
      Removed: 1,
      Cached: 9,
    });
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'SVG, light' }).click();
    const svg = await readFile(await (await waiting).path(), 'utf8');
    const parsed = await page.evaluate((text) => {
      const picture = new DOMParser().parseFromString(text, 'image/svg+xml');
      return {
        problem: picture.querySelector('parsererror')?.textContent ?? null,
        goneEdges: picture.querySelectorAll('path[stroke-dasharray]').length,
      };
    }, svg);
    // The one to the exposure that is gone, and the one that was taken out of the inputs.
    expect(parsed).toEqual({ problem: null, goneEdges: 2 });
    await keepScreen(page, 'ghost-edge');
  });
});
