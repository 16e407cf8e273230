import type { CanvasDrawing } from '@/lib/layout/layout-canvas';
import type { Box } from '@/lib/layout/geometry';

/** A drawing that the server has made, in the page beside its picture: the browser need not lay out once more. */
export interface FirstDrawing {
  /** Of the picture that it is a drawing of. */
  readonly key: string;
  readonly drawing: CanvasDrawing;
  /** A better one can be made. */
  readonly isDraft: boolean;
}

/** As it stands in the page. */
interface Packed {
  readonly key: string;
  readonly isDraft: boolean;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly bounds: Box;
  readonly frames: readonly Box[];
  readonly wires: number;
  /** The number of each wire with bends, and these. */
  readonly bends: readonly (readonly [wire: number, ...points: number[]])[];
}

/** JSON that can stand in an element of type `application/json`. */
export function packFirstDrawing({ key, drawing, isDraft }: FirstDrawing): string {
  const { x, y, bounds, frames, routes } = drawing;
  const packed: Packed = {
    key,
    isDraft,
    x: Array.from(x),
    y: Array.from(y),
    bounds,
    frames,
    wires: routes.length,
    bends: routes.flatMap((points, wire) =>
      points.length === 0 ? [] : [[wire, ...points] as const],
    ),
  };
  return JSON.stringify(packed).replaceAll('<', '\\u003c');
}

/** What packFirstDrawing was given. */
export function unpackFirstDrawing(text: string): FirstDrawing {
  // The text comes from packFirstDrawing of the same build, by way of our own server.
  const { key, isDraft, x, y, bounds, frames, wires, bends } = JSON.parse(text) as Packed;
  const straight = new Float64Array(0);
  const routes = Array.from({ length: wires }, () => straight);
  for (const [wire, ...points] of bends) routes[wire] = Float64Array.from(points);
  const drawing = { x: Float64Array.from(x), y: Float64Array.from(y), bounds, frames, routes };
  return { key, isDraft, drawing };
}

/** Null where the server has drawn nothing, or something else than what is wanted now. */
export function readFirstDrawing(key: string): FirstDrawing | null {
  if (typeof document === 'undefined') return null;
  const text = document.querySelector('[data-first-picture] [data-drawing]')?.textContent ?? '';
  const first = text === '' ? null : unpackFirstDrawing(text);
  return first?.key === key ? first : null;
}
