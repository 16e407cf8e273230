import { expect, it } from 'vitest';
import { readMutations } from '../testing/read-mutations';

it('reads a thousand files with mistakes in them, and tells each at a place of the file', async () => {
  expect(await readMutations(1000, 20260301)).toEqual([]);
}, 60_000);
