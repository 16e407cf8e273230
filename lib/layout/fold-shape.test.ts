import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomDigraph } from '../testing/random-digraph';
import { digraphOf, type Digraph } from './digraph';
import type { Drawing, ShapeOptions } from './drawing';
import { foldShape } from './fold-shape';

const card = { width: 240, height: 80 };
const spacing = { layer: 80, card: 22, wire: 16 };

function optionsFor(size: number): ShapeOptions {
  return {
    sizes: {
      widths: new Float64Array(size).fill(card.width),
      heights: new Float64Array(size).fill(card.height),
    },
    spacing,
    effort: 'refined',
    before: null,
  };
}

const draw = (shape: Digraph): Drawing => foldShape(shape, optionsFor(shape.size), 1.6);

/** Each vertex reads the one before it, and those in `more`. */
function chain(size: number, more: readonly (readonly [number, number])[] = []): Digraph {
  const arcs = [
    ...Array.from({ length: size - 1 }, (_, tail) => [tail, tail + 1] as const),
    ...more,
  ];
  return digraphOf(
    size,
    Int32Array.from(arcs, ([tail]) => tail),
    Int32Array.from(arcs, ([, head]) => head),
  );
}

/** All points of a wire, from card to card. */
function pathOf({ x, y, routes }: Drawing, shape: Digraph, arc: number): [number, number][] {
  const [tail, head] = [shape.tails[arc]!, shape.heads[arc]!];
  const bends = routes[arc]!;
  const path: [number, number][] = [[x[tail]! + card.width, y[tail]! + card.height / 2]];
  for (let i = 0; i < bends.length; i += 2) path.push([bends[i]!, bends[i + 1]!]);
  path.push([x[head]!, y[head]! + card.height / 2]);
  return path;
}

/** Whether a stretch from point to point goes through the inside of a card. */
function isThrough([ax, ay]: [number, number], [bx, by]: [number, number], x: number, y: number) {
  return (
    Math.max(ax, bx) > x &&
    Math.min(ax, bx) < x + card.width &&
    Math.max(ay, by) > y &&
    Math.min(ay, by) < y + card.height
  );
}

describe('foldShape', () => {
  it('leaves what can be read in one row as it is', () => {
    const { y } = draw(chain(5));
    expect(new Set(y).size).toBe(1);
  });

  it('breaks a long thin line into rows that fill a screen, in reading order', () => {
    const { x, y, bounds } = draw(chain(30));
    expect(bounds.width / bounds.height).toBeGreaterThan(1);
    expect(bounds.width / bounds.height).toBeLessThan(2.6);
    for (let next = 1; next < 30; next += 1) {
      const isBelow = y[next]! > y[next - 1]!;
      expect(isBelow ? x[next]! < x[next - 1]! : x[next]! > x[next - 1]!).toBe(true);
    }
  });

  it('gives wires that start from different things lanes of their own', () => {
    const shape = chain(30, [
      [0, 9],
      [1, 9],
      [2, 9],
    ]);
    const drawing = draw(shape);
    const lanes = [29, 30, 31].map((arc) => pathOf(drawing, shape, arc)[2]![1]);
    expect(new Set(lanes).size).toBe(3);
  });

  it('leads no wire through a card, and leaves nothing outside of its bounds', () => {
    fc.assert(
      fc.property(randomDigraph(40), (random) => {
        const arcs = Array.from(random.tails, (tail, arc) => [tail, random.heads[arc]!] as const);
        const shape = chain(
          40,
          arcs.filter(([tail, head]) => Math.abs(head - tail) > 1),
        );
        const drawing = draw(shape);
        // Many wires may make layers the better picture: not what is looked at here.
        fc.pre(new Set(drawing.x).size < 20);
        const { width, height } = drawing.bounds;
        const bad: unknown[] = [];
        shape.tails.forEach((_, arc) => {
          const path = pathOf(drawing, shape, arc);
          path.forEach(([x, y], step) => {
            if (x < 0 || y < 0 || x > width || y > height) bad.push(['outside', arc, step]);
            const next = path[step + 1];
            if (next === undefined) return;
            for (let vertex = 0; vertex < shape.size; vertex += 1) {
              if (isThrough([x, y], next, drawing.x[vertex]!, drawing.y[vertex]!)) {
                bad.push(['through', vertex, arc, step]);
              }
            }
          });
        });
        expect(bad).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
