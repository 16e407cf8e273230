import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Size } from './geometry';
import { packComponents } from './pack-components';

const gap = { width: 90, height: 40 };

describe('packComponents', () => {
  it('puts a small one beside a high one, not below it', () => {
    const corners = packComponents(
      [
        { width: 200, height: 80 },
        { width: 1000, height: 900 },
      ],
      gap,
    );
    expect(corners).toEqual([
      { x: 1090, y: 0 },
      { x: 0, y: 0 },
    ]);
  });

  it('makes a field of many single cards, about as wide as a screen is', () => {
    const corners = packComponents(
      Array.from({ length: 100 }, () => ({ width: 244, height: 82 })),
      gap,
    );
    const width = Math.max(...corners.map(({ x }) => x)) + 244;
    const height = Math.max(...corners.map(({ y }) => y)) + 82;
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(2.4);
  });

  it('keeps the gap between any two', () => {
    const size: fc.Arbitrary<Size> = fc.record({
      width: fc.integer({ min: 1, max: 3000 }),
      height: fc.integer({ min: 1, max: 2000 }),
    });
    fc.assert(
      fc.property(fc.array(size, { maxLength: 30 }), (sizes) => {
        const corners = packComponents(sizes, gap);
        sizes.forEach((a, i) => {
          sizes.forEach((b, j) => {
            if (j <= i) return;
            const [p, q] = [corners[i]!, corners[j]!];
            const apartX = Math.max(q.x - p.x - a.width, p.x - q.x - b.width);
            const apartY = Math.max(q.y - p.y - a.height, p.y - q.y - b.height);
            expect(apartX >= gap.width || apartY >= gap.height).toBe(true);
          });
        });
      }),
    );
  });
});
