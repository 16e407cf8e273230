import { expect, it } from 'vitest';
import { borrowQueryReader } from './query-tree';

it('serves all who have it, also after one of them has given it back', async () => {
  const [one, two] = await Promise.all([borrowQueryReader(), borrowQueryReader()]);
  const tree = await one.treeOf('SELECT (1) AS a');
  one.close();
  expect(tree).not.toBeNull();
  expect(await two.treeOf('SELECT 1 AS a')).toBe(tree);
  two.close();
  const three = await borrowQueryReader();
  expect(await three.treeOf('SELECT  1  AS a')).toBe(tree);
  expect(await three.treeOf('not a query')).toBeNull();
  three.close();
});
