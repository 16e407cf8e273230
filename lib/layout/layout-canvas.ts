import { at } from './at';
import { digraphOf, type Digraph } from './digraph';
import type { Box, Size, Spacing } from './geometry';
import { foldShape } from './fold-shape';
import { layoutFrames } from './layout-frames';
import type { Drawing, Effort, ShapeOptions } from './drawing';
import { layoutShape } from './layout-shape';

/** Data flows from left to right, or from top to bottom. */
export type Direction = 'LR' | 'TB';

/** What is to be drawn, in numbers only, so that a worker gets it without copying a graph of objects. */
export interface LayoutRequest {
  /** How many cards. */
  readonly size: number;
  /** By wire: the card where it starts, and the one where it ends. */
  readonly tails: Int32Array;
  readonly heads: Int32Array;
  readonly cardSize: Size;
  /** For left to right; `layer` is along the flow. */
  readonly spacing: Spacing;
  readonly direction: Direction;
  /** By card: the frame around it, -1 for none; no number is left out. Null when there are no frames at all. */
  readonly frameOf: Int32Array | null;
  /** Room inside a frame: around its cards, and above them for its title. */
  readonly framePadding: { readonly side: number; readonly title: number };
  /**
   * Whether what would be a long thin line may be drawn in rows: see foldShape. For groups, which are few and stand for
   * more than their order.
   */
  readonly mayFold: boolean;
  /** See ShapeOptions. Not looked at where there are frames, or where rows are allowed. */
  readonly before: ShapeOptions['before'];
}

export interface CanvasDrawing extends Drawing {
  /** By frame. */
  readonly frames: readonly Box[];
}

/** Screens are about so much wider than high. */
const screenAspect = 1.6;

/** Draws cards, frames and wires. Top to bottom is left to right seen in a mirror along the diagonal. */
export function layoutCanvas(request: LayoutRequest, effort: Effort): CanvasDrawing {
  const { size, tails, heads, cardSize, direction, frameOf } = request;
  const shape = digraphOf(size, tails, heads);
  const isMirrored = direction === 'TB';
  const { width, height } = isMirrored ? swap(cardSize) : cardSize;
  const aspect = isMirrored ? 1 / screenAspect : screenAspect;
  const draw = (graph: Digraph, how: ShapeOptions): Drawing =>
    request.mayFold ? foldShape(graph, how, aspect) : layoutShape(graph, how);
  const options: ShapeOptions = {
    sizes: {
      widths: new Float64Array(size).fill(width),
      heights: new Float64Array(size).fill(height),
    },
    spacing: request.spacing,
    effort,
    before:
      request.before === null || frameOf !== null
        ? null
        : isMirrored
          ? mirror(request.before)
          : request.before,
  };
  if (frameOf === null) {
    const drawing = draw(shape, options);
    return { ...(isMirrored ? mirrorDrawing(drawing) : drawing), frames: [] };
  }
  const { side, title } = request.framePadding;
  const padding = {
    along: isMirrored ? title : side,
    across: isMirrored ? side : title,
    end: side,
  };
  const drawing = layoutFrames(shape, frameOf, { ...options, padding, drawWhole: draw });
  return isMirrored
    ? { ...mirrorDrawing(drawing), frames: drawing.frames.map(mirrorBox) }
    : drawing;
}

function swap({ width, height }: Size): Size {
  return { width: height, height: width };
}

function mirror(drawing: Omit<Drawing, 'bounds'>): Omit<Drawing, 'bounds'> {
  return { x: drawing.y, y: drawing.x, routes: drawing.routes.map(mirrorBends) };
}

function mirrorDrawing(drawing: Drawing): Drawing {
  return { ...mirror(drawing), bounds: mirrorBox(drawing.bounds) };
}

function mirrorBox({ x, y, width, height }: Box): Box {
  return { x: y, y: x, width: height, height: width };
}

function mirrorBends(bends: Float64Array): Float64Array {
  return bends.map((_, index) => at(bends, index ^ 1));
}
