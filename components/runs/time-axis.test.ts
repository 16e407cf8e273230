import { expect, it } from 'vitest';
import { timeAxis } from './time-axis';

it('is even without gaps', () => {
  const axis = timeAxis(1000, 3000);
  expect([0, 1000, 2000, 3000, 9000].map(axis.percentOf)).toEqual([0, 0, 50, 100, 100]);
});

it('cuts a gap to a sliver, and keeps order and ends', () => {
  const axis = timeAxis(0, 10_000, [{ fromMs: 1000, toMs: 9000 }]);
  const places = [0, 1000, 5000, 9000, 10_000].map(axis.percentOf);
  expect(places[0]).toBe(0);
  expect(places.at(-1)).toBeCloseTo(100);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect((places[3] ?? 0) - (places[1] ?? 0)).toBeLessThan(3);
});
