import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tickSeconds } from './tick-seconds';

describe('tickSeconds', () => {
  it('marks round times', () => {
    expect(tickSeconds(4.2)).toEqual([0, 1, 2, 3, 4]);
    expect(tickSeconds(95)).toEqual([0, 30, 60, 90]);
  });

  it('gives at most seven marks, none beyond the end', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e6, noNaN: true }), (length) => {
        const ticks = tickSeconds(length);
        expect(ticks[0]).toBe(0);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(ticks.at(-1) ?? 0).toBeLessThanOrEqual(length * 1.000001);
      }),
    );
  });
});
