import { layoutCanvas, type CanvasDrawing, type LayoutRequest } from '@/lib/layout/layout-canvas';

/** What the worker is asked. `quick`: send a first picture before the refined one. */
export interface LayoutOrder {
  readonly id: number;
  readonly request: LayoutRequest;
  readonly quick: boolean;
}

export interface LayoutAnswer {
  readonly id: number;
  readonly drawing: CanvasDrawing;
  /** No better one will follow. */
  readonly isLast: boolean;
}

self.addEventListener('message', ({ data }: MessageEvent<LayoutOrder>) => {
  const { id, request, quick } = data;
  const answer = (drawing: CanvasDrawing, isLast: boolean): void =>
    self.postMessage({ id, drawing, isLast } satisfies LayoutAnswer);
  // Kept places leave nothing to refine.
  const isKept = request.before !== null;
  if (isKept || quick) answer(layoutCanvas(request, 'quick'), isKept);
  if (!isKept) answer(layoutCanvas(request, 'refined'), true);
});
