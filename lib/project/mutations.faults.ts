import { expect, it } from 'vitest';
import { readMutations } from '../testing/read-mutations';

/** Ten times those of the unit tests, and others every day. */
it('reads ten thousand files with mistakes in them, and tells each at a place of the file', async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Date.now() / 86_400_000));
  expect(await readMutations(10_000, seed)).toEqual([]);
}, 600_000);
