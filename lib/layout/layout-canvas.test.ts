import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomDigraph } from '../testing/random-digraph';
import type { Digraph } from './digraph';
import { layoutCanvas, type CanvasDrawing, type LayoutRequest } from './layout-canvas';

const cardSize = { width: 200, height: 80 };
const spacing = { layer: 100, card: 20, wire: 10 };

function requestOf(shape: Digraph, more: Partial<LayoutRequest> = {}): LayoutRequest {
  return {
    size: shape.size,
    tails: shape.tails,
    heads: shape.heads,
    cardSize,
    spacing,
    direction: 'LR',
    frameOf: null,
    framePadding: { side: 24, title: 48 },
    mayFold: false,
    before: null,
    ...more,
  };
}

/** The graph with one vertex more, numbered last, that reads some of the others. */
function withOneMore(shape: Digraph, reads: readonly number[]): Digraph {
  const upstream = [...new Set(reads.map((pick) => pick % shape.size))];
  return {
    ...shape,
    size: shape.size + 1,
    tails: Int32Array.from([...shape.tails, ...upstream]),
    heads: Int32Array.from([...shape.heads, ...upstream.map(() => shape.size)]),
  };
}

function beforeOf(drawing: CanvasDrawing, size: number, arcs: number) {
  const padded = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: size }, (_, index) => values[index] ?? NaN);
  return {
    x: padded(drawing.x),
    y: padded(drawing.y),
    routes: Array.from({ length: arcs }, (_, arc) => drawing.routes[arc] ?? new Float64Array(0)),
  };
}

describe('a drawing that starts from the one before', () => {
  it('is the same when nothing has changed', () => {
    fc.assert(
      fc.property(randomDigraph(40), (shape) => {
        const first = layoutCanvas(requestOf(shape), 'refined');
        const before = beforeOf(first, shape.size, shape.tails.length);
        const again = layoutCanvas(requestOf(shape, { before }), 'refined');
        expect([again.x, again.y]).toEqual([first.x, first.y]);
      }),
    );
  });

  it('keeps every card in its layer, and the order of each layer, when one reader is added', () => {
    fc.assert(
      fc.property(randomDigraph(40), fc.array(fc.nat(), { maxLength: 3 }), (shape, reads) => {
        const first = layoutCanvas(requestOf(shape), 'refined');
        const more = withOneMore(shape, reads);
        const before = beforeOf(first, more.size, more.tails.length);
        const next = layoutCanvas(requestOf(more, { before }), 'quick');
        for (let a = 0; a < shape.size; a += 1) {
          for (let b = 0; b < shape.size; b += 1) {
            // Components that were not connected before may have to make room for each other.
            if (first.x[a]! !== first.x[b]! || first.y[a]! >= first.y[b]!) continue;
            if (next.x[a]! !== next.x[b]!) continue;
            expect(next.y[a]!).toBeLessThan(next.y[b]!);
          }
        }
      }),
    );
  });

  it('moves the others by no more than the room that a new card takes', () => {
    fc.assert(
      fc.property(randomDigraph(40), fc.nat(), (shape, pick) => {
        const first = layoutCanvas(requestOf(shape), 'refined');
        const more = withOneMore(shape, [pick]);
        const before = beforeOf(first, more.size, more.tails.length);
        const next = layoutCanvas(requestOf(more, { before }), 'quick');
        const room = cardSize.height + 2 * spacing.card + spacing.layer;
        for (let card = 0; card < shape.size; card += 1) {
          expect(next.x[card]!).toBe(first.x[card]!);
          expect(Math.abs(next.y[card]! - first.y[card]!)).toBeLessThanOrEqual(room);
        }
      }),
    );
  });
});

describe('a drawing from top to bottom', () => {
  it('leads every wire downwards', () => {
    fc.assert(
      fc.property(randomDigraph(40), (shape) => {
        const { y } = layoutCanvas(requestOf(shape, { direction: 'TB' }), 'quick');
        shape.tails.forEach((tail, arc) => {
          expect(y[shape.heads[arc]!]!).toBeGreaterThanOrEqual(y[tail]! + cardSize.height);
        });
      }),
    );
  });
});

describe('frames', () => {
  const framed = randomDigraph(30).chain((shape) =>
    fc
      .array(fc.integer({ min: -1, max: 3 }), { minLength: shape.size, maxLength: shape.size })
      .map((frames) => {
        const used = [...new Set(frames)].filter((frame) => frame !== -1).sort();
        return { shape, frameOf: Int32Array.from(frames, (frame) => used.indexOf(frame)) };
      }),
  );

  it.each(['LR', 'TB'] as const)('hold their cards and nobody else’s, %s', (direction) => {
    fc.assert(
      fc.property(framed, ({ shape, frameOf }) => {
        const drawing = layoutCanvas(requestOf(shape, { direction, frameOf }), 'quick');
        frameOf.forEach((own, card) => {
          const [x, y] = [drawing.x[card]!, drawing.y[card]!];
          drawing.frames.forEach((frame, index) => {
            const isInside =
              x >= frame.x &&
              y >= frame.y &&
              x + cardSize.width <= frame.x + frame.width &&
              y + cardSize.height <= frame.y + frame.height;
            const isOutside =
              x >= frame.x + frame.width ||
              y >= frame.y + frame.height ||
              x + cardSize.width <= frame.x ||
              y + cardSize.height <= frame.y;
            expect(own === index ? isInside : isOutside).toBe(true);
          });
        });
      }),
    );
  });

  it('stand in the same order whether one of them is open or not', () => {
    const shape = {
      size: 4,
      tails: Int32Array.of(0, 1, 2),
      heads: Int32Array.of(1, 2, 3),
    };
    const open = layoutCanvas(
      { ...requestOf({ ...shape } as Digraph), frameOf: Int32Array.of(-1, 0, 0, -1) },
      'quick',
    );
    expect(open.x[0]!).toBeLessThan(open.frames[0]!.x);
    expect(open.x[3]!).toBeGreaterThan(open.frames[0]!.x + open.frames[0]!.width);
  });
});
