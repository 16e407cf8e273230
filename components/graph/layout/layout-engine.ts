import { layoutCanvas, type CanvasDrawing, type LayoutRequest } from '@/lib/layout/layout-canvas';
import type { LayoutAnswer, LayoutOrder } from './layout-worker';

/** Called with each drawing, the last one being the one to keep. */
export type OnDrawing = (drawing: CanvasDrawing, isLast: boolean) => void;

/** Fewer cards than this are drawn right away: sooner than a worker would answer, and in less than a frame. */
export const fewCards = 60;
/**
 * Up to this size the refined drawing is there so soon that a first one would only flicker. Where there are no workers,
 * larger graphs stay with the quick drawing rather than freeze the page.
 */
const mostRefinedAtOnce = 1500;

/** Draws in a worker, one drawing at a time; without workers in the page itself. */
export class LayoutEngine {
  #worker: Worker | null = null;
  #lastId = 0;
  #isBusy = false;
  #fails = false;

  /** Starts the worker, so that it is there when it is needed. */
  warmUp(): void {
    if (this.#worker !== null || this.#fails) return;
    try {
      const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
      // Its code did not come, as when the server is gone for a moment: the next drawing tries again.
      worker.onerror = (event) => {
        event.preventDefault();
        if (this.#worker === worker) this.#end();
      };
      this.#worker = worker;
    } catch {
      this.#fails = true;
    }
  }

  /**
   * `hasDraft`: a quick drawing of it is there already. Returns what ends the work; a drawing that is not wanted any more
   * costs nothing then.
   */
  draw(request: LayoutRequest, hasDraft: boolean, onDrawing: OnDrawing): () => void {
    if (this.#isBusy) this.#end();
    this.warmUp();
    const worker = this.#worker;
    if (worker === null) return drawHere(request, onDrawing);
    const id = (this.#lastId += 1);
    this.#isBusy = true;
    let here: (() => void) | null = null;
    worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => {
      if (data.id !== id) return;
      if (data.isLast) this.#isBusy = false;
      onDrawing(data.drawing, data.isLast);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fails = true;
      this.#end();
      here = drawHere(request, onDrawing);
    };
    worker.postMessage({
      id,
      request,
      quick: !hasDraft && request.size > mostRefinedAtOnce,
    } satisfies LayoutOrder);
    return () => {
      here?.();
      if (this.#isBusy && this.#lastId === id) this.#end();
    };
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#isBusy = false;
  }
}

function drawHere(request: LayoutRequest, onDrawing: OnDrawing): () => void {
  const timer = setTimeout(() => {
    const isRefined = request.size <= mostRefinedAtOnce && request.before === null;
    onDrawing(layoutCanvas(request, isRefined ? 'refined' : 'quick'), true);
  });
  return () => clearTimeout(timer);
}
