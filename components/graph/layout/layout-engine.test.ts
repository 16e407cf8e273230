import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CanvasDrawing, LayoutRequest } from '@/lib/layout/layout-canvas';
import { LayoutEngine } from './layout-engine';
import type { LayoutAnswer, LayoutOrder } from './layout-worker';

const request: LayoutRequest = {
  size: 2,
  tails: Int32Array.of(0),
  heads: Int32Array.of(1),
  cardSize: { width: 100, height: 40 },
  spacing: { layer: 60, card: 20, wire: 10 },
  direction: 'LR',
  frameOf: null,
  framePadding: { side: 10, title: 20 },
  mayFold: false,
  before: null,
};

/** Stands for the browser's workers, whose code comes from the server or doesn't. */
class FakeWorker {
  static made: FakeWorker[] = [];
  onmessage: ((event: { data: LayoutAnswer }) => void) | null = null;
  onerror: ((event: { preventDefault: () => void }) => void) | null = null;
  readonly orders: LayoutOrder[] = [];
  isEnded = false;

  constructor() {
    FakeWorker.made.push(this);
  }

  postMessage(order: LayoutOrder): void {
    this.orders.push(order);
  }

  terminate(): void {
    this.isEnded = true;
  }

  fail(): void {
    this.onerror?.({ preventDefault: () => undefined });
  }
}

beforeEach(() => {
  FakeWorker.made = [];
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const answer = { x: Float64Array.of(1, 2) } as unknown as CanvasDrawing;

it('draws in one worker, which it keeps', () => {
  const engine = new LayoutEngine();
  engine.warmUp();
  const drawings: CanvasDrawing[] = [];
  engine.draw(request, false, (drawing) => drawings.push(drawing));
  const [worker] = FakeWorker.made;
  const [order] = worker?.orders ?? [];
  worker?.onmessage?.({ data: { id: order?.id ?? 0, drawing: answer, isLast: true } });
  engine.draw(request, false, () => undefined);
  expect(drawings).toEqual([answer]);
  expect(FakeWorker.made).toHaveLength(1);
});

it('starts another worker when the code of the first did not come', () => {
  const engine = new LayoutEngine();
  engine.warmUp();
  FakeWorker.made[0]?.fail();
  engine.draw(request, false, () => undefined);
  expect(FakeWorker.made.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  expect(FakeWorker.made[1]?.orders).toHaveLength(1);
});

it('draws in the page when a worker fails at its work', async () => {
  const engine = new LayoutEngine();
  const drawing = new Promise<CanvasDrawing>((resolve) => {
    engine.draw(request, false, resolve);
  });
  FakeWorker.made[0]?.fail();
  expect([...(await drawing).x]).toHaveLength(2);
  expect(FakeWorker.made[0]?.isEnded).toBe(true);
});

it('ends a worker whose drawing is not wanted any more', () => {
  const engine = new LayoutEngine();
  const cancel = engine.draw(request, false, () => undefined);
  cancel();
  expect(FakeWorker.made[0]?.isEnded).toBe(true);
});
