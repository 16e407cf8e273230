import type { Box } from '@/lib/layout/geometry';
import { PaintPace } from './paint-pace';

/** Paints part of a graph: `region` in the graph's pixels, at a zoom. Hands back in between, so that no frame is held up. */
export type Paint = (
  context: CanvasRenderingContext2D,
  region: Box,
  zoom: number,
) => Iterator<void>;

export interface View {
  /** Pixels of the screen by which the graph is moved. */
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

/** How much more than the view is painted on each side, as a share of it: so far one can go before it is painted anew. */
const margin = 0.35;
/** After so much zooming the picture is painted anew: while the zooming goes on, and when it has come to rest. */
const [mostScale, restScale] = [1.6, 1.001];

interface Work {
  readonly region: Box;
  readonly zoom: number;
  /** Null before its first frame. */
  steps: Iterator<void> | null;
}

/**
 * A canvas that moves and scales with the graph like anything else in React Flow's viewport, and is painted only when what
 * can be seen is not on it. It is painted in slices on a second canvas, which then takes the place of the first.
 */
export class PaintLayer {
  readonly #paint: Paint;
  readonly #onShow: () => void;
  readonly #canvases: readonly [HTMLCanvasElement, HTMLCanvasElement];
  #front = 0;
  #shown: { region: Box; zoom: number } | null = null;
  #view: View | null = null;
  #isStale = true;
  #isEmpty = false;
  #work: Work | null = null;
  #frame = 0;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #isAtRest = false;
  readonly #pace = new PaintPace();

  /** `onShow`: each time when a painted canvas has taken its place. */
  constructor(parent: HTMLElement, paint: Paint, onShow: () => void = () => undefined) {
    this.#paint = paint;
    this.#onShow = onShow;
    const make = (): HTMLCanvasElement => {
      const canvas = document.createElement('canvas');
      canvas.style.cssText = 'position:absolute;display:none;transform-origin:0 0';
      canvas.setAttribute('aria-hidden', 'true');
      parent.append(canvas);
      return canvas;
    };
    this.#canvases = [make(), make()];
  }

  /** The graph was moved or zoomed. */
  moveTo(view: View): void {
    this.#view = view;
    if (this.#isEmpty) return;
    this.#isAtRest = false;
    this.#startIfNeeded();
    clearTimeout(this.#settle);
    // Sharp again when it comes to rest.
    this.#settle = setTimeout(() => {
      this.#isAtRest = true;
      this.#startIfNeeded();
    }, 90);
  }

  /** There is nothing to be painted until the next repaint: a canvas without anything on it would be moved all the same. */
  empty(): void {
    this.#isEmpty = true;
    this.#isStale = true;
    this.#work = null;
    this.#shown = null;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#settle);
    for (const canvas of this.#canvases) canvas.style.display = 'none';
  }

  /** What is to be painted has changed. */
  repaint(): void {
    this.#isEmpty = false;
    this.#isStale = true;
    this.#work = null;
    this.#start();
  }

  /** Lets it step back behind what is painted over it. */
  fade(isFaded: boolean): void {
    for (const canvas of this.#canvases) canvas.style.opacity = isFaded ? '0.35' : '1';
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#settle);
    for (const canvas of this.#canvases) canvas.remove();
  }

  /** What is being painted is finished first, or quick moves would leave nothing but beginnings. */
  #startIfNeeded(): void {
    if (this.#view !== null && this.#work === null && this.#needsPaint(this.#view)) this.#start();
  }

  #needsPaint(view: View): boolean {
    const painted = this.#shown;
    if (this.#isStale || painted === null) return true;
    const scale = this.#isAtRest ? restScale : mostScale;
    const ratio = view.zoom / painted.zoom;
    if (ratio > scale || ratio < 1 / scale) return true;
    const seen = regionOf(view, 0);
    const { region } = painted;
    return (
      seen.x < region.x ||
      seen.y < region.y ||
      seen.x + seen.width > region.x + region.width ||
      seen.y + seen.height > region.y + region.height
    );
  }

  #start(): void {
    const view = this.#view;
    if (view === null || view.width === 0 || view.height === 0) return;
    this.#isStale = false;
    this.#work = { region: regionOf(view, margin), zoom: view.zoom, steps: null };
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame((nowMs) => this.#continue(nowMs));
  }

  #continue(nowMs: number): void {
    const work = this.#work;
    if (work === null) return;
    const until = performance.now() + this.#pace.slice(nowMs);
    work.steps ??= this.#stepsOf(work);
    if (work.steps === null) return;
    while (performance.now() < until) {
      if (work.steps.next().done !== true) continue;
      this.#show(work);
      return;
    }
    this.#frame = requestAnimationFrame((next) => this.#continue(next));
  }

  /** A canvas of the right size, which takes its time to be made, and what is to be done on it. */
  #stepsOf({ region, zoom }: Work): Iterator<void> | null {
    const canvas = this.#canvases[1 - this.#front];
    const context = canvas?.getContext('2d');
    if (canvas === undefined || context == null) return null;
    const scale = zoom * window.devicePixelRatio;
    const width = Math.ceil(region.width * scale);
    const height = Math.ceil(region.height * scale);
    if (canvas.width === width && canvas.height === height) {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width, height);
    } else {
      canvas.width = width;
      canvas.height = height;
    }
    context.setTransform(scale, 0, 0, scale, -region.x * scale, -region.y * scale);
    return this.#paint(context, region, zoom);
  }

  #show({ region, zoom }: Work): void {
    this.#work = null;
    this.#pace.rest();
    const [next, old] = [this.#canvases[1 - this.#front], this.#canvases[this.#front]];
    if (next === undefined || old === undefined) return;
    next.style.left = `${region.x}px`;
    next.style.top = `${region.y}px`;
    next.style.width = `${region.width}px`;
    next.style.height = `${region.height}px`;
    next.style.display = 'block';
    old.style.display = 'none';
    this.#front = 1 - this.#front;
    this.#shown = { region, zoom };
    this.#onShow();
    this.#startIfNeeded();
  }
}

function regionOf({ x, y, zoom, width, height }: View, margin: number): Box {
  return {
    x: (-x - width * margin) / zoom,
    y: (-y - height * margin) / zoom,
    width: (width * (1 + 2 * margin)) / zoom,
    height: (height * (1 + 2 * margin)) / zoom,
  };
}
