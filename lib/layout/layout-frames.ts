import { at } from './at';
import { digraphOf, type Digraph } from './digraph';
import type { Box } from './geometry';
import type { Drawing, ShapeOptions } from './drawing';
import { layoutShape } from './layout-shape';

interface FramePadding {
  /** Along the flow, before the cards of a frame. */
  readonly along: number;
  /** Across the flow, before them. */
  readonly across: number;
  /** After them, both ways. */
  readonly end: number;
}

interface FrameOptions extends ShapeOptions {
  readonly padding: FramePadding;
  /** Draws frames, and the cards outside of them, as one graph. */
  readonly drawWhole: (graph: Digraph, options: ShapeOptions) => Drawing;
}

interface FrameDrawing extends Drawing {
  readonly frames: readonly Box[];
}

/**
 * Draws what is in each frame by itself, then frames and cards outside of them as one graph: who is inside a frame never
 * changes where the frame stands in relation to others, so that opening one only makes room. `frameOf`: by vertex, -1 for
 * none.
 */
export function layoutFrames(
  shape: Digraph,
  frameOf: Int32Array,
  { padding, drawWhole, ...options }: FrameOptions,
): FrameDrawing {
  const outer = outerGraph(shape, frameOf);
  const inner = outer.frames.map((frame) => layoutInside(shape, frame, options));
  const sizes = {
    widths: new Float64Array(outer.graph.size),
    heights: new Float64Array(outer.graph.size),
  };
  frameOf.forEach((frame, vertex) => {
    if (frame !== -1) return;
    const place = at(outer.placeOf, vertex);
    sizes.widths[place] = at(options.sizes.widths, vertex);
    sizes.heights[place] = at(options.sizes.heights, vertex);
  });
  inner.forEach(({ drawing: { bounds } }, frame) => {
    const place = at(outer.framePlaces, frame);
    sizes.widths[place] = padding.along + bounds.width + padding.end;
    sizes.heights[place] = padding.across + bounds.height + padding.end;
  });
  const whole = drawWhole(outer.graph, { ...options, sizes, before: null });

  const frames = inner.map((_, frame): Box => {
    const place = at(outer.framePlaces, frame);
    return {
      x: at(whole.x, place),
      y: at(whole.y, place),
      width: at(sizes.widths, place),
      height: at(sizes.heights, place),
    };
  });
  const x = new Float64Array(shape.size);
  const y = new Float64Array(shape.size);
  const routes = Array.from({ length: shape.tails.length }, () => new Float64Array(0));
  frameOf.forEach((frame, vertex) => {
    if (frame !== -1) return;
    x[vertex] = at(whole.x, at(outer.placeOf, vertex));
    y[vertex] = at(whole.y, at(outer.placeOf, vertex));
  });
  inner.forEach(({ members, arcs, drawing }, index) => {
    const corner = frames[index];
    if (corner === undefined) return;
    const [left, top] = [corner.x + padding.along, corner.y + padding.across];
    members.forEach((vertex, place) => {
      x[vertex] = at(drawing.x, place) + left;
      y[vertex] = at(drawing.y, place) + top;
    });
    drawing.routes.forEach((bends, place) => {
      routes[at(arcs, place)] = bends.map((value, i) => value + (i % 2 === 0 ? left : top));
    });
  });
  shape.tails.forEach((tail, arc) => {
    const head = at(shape.heads, arc);
    const [from, to] = [at(frameOf, tail), at(frameOf, head)];
    if (from === to && from !== -1) return;
    const between = whole.routes[at(outer.outerArc, arc)] ?? new Float64Array(0);
    const [source, target] = [frames[from], frames[to]];
    // Level out of its own frame and level into the other one; between them as the frames' wire runs.
    routes[arc] = Float64Array.of(
      ...(source === undefined
        ? []
        : [source.x + source.width, at(y, tail) + at(options.sizes.heights, tail) / 2]),
      ...between,
      ...(target === undefined
        ? []
        : [target.x, at(y, head) + at(options.sizes.heights, head) / 2]),
    );
  });
  return { x, y, routes, frames, bounds: whole.bounds };
}

interface OuterGraph {
  /** Cards outside of frames, and frames. */
  readonly graph: Digraph;
  /** By vertex: its place, or that of its frame. */
  readonly placeOf: Int32Array;
  /** By frame. */
  readonly framePlaces: Int32Array;
  /** By frame: its vertices. */
  readonly frames: readonly Int32Array[];
  /** By arc: the arc between places that it is part of; -1 within a frame. */
  readonly outerArc: Int32Array;
}

function outerGraph(shape: Digraph, frameOf: Int32Array): OuterGraph {
  const frameCount = frameOf.reduce((most, frame) => Math.max(most, frame + 1), 0);
  const framePlaces = new Int32Array(frameCount).fill(-1);
  const members: number[][] = Array.from({ length: frameCount }, () => []);
  const placeOf = new Int32Array(shape.size);
  let size = 0;
  // In the order of vertices: a frame stands where its first card does.
  frameOf.forEach((frame, vertex) => {
    if (frame === -1) {
      placeOf[vertex] = size++;
      return;
    }
    if (framePlaces[frame] === -1) framePlaces[frame] = size++;
    placeOf[vertex] = at(framePlaces, frame);
    members[frame]?.push(vertex);
  });
  const tails: number[] = [];
  const heads: number[] = [];
  const known = new Map<number, number>();
  const outerArc = Int32Array.from(shape.tails, (tail, arc) => {
    const [from, to] = [at(placeOf, tail), at(placeOf, at(shape.heads, arc))];
    if (from === to) return -1;
    const key = from * size + to;
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, tails.length);
    tails.push(from);
    heads.push(to);
    return tails.length - 1;
  });
  return {
    graph: digraphOf(size, Int32Array.from(tails), Int32Array.from(heads)),
    placeOf,
    framePlaces,
    frames: members.map((list) => Int32Array.from(list)),
    outerArc,
  };
}

function layoutInside(
  shape: Digraph,
  members: Int32Array,
  options: ShapeOptions,
): { members: Int32Array; arcs: Int32Array; drawing: Drawing } {
  const placeOf = new Map(Array.from(members, (vertex, place) => [vertex, place]));
  const arcs: number[] = [];
  const tails: number[] = [];
  const heads: number[] = [];
  for (const vertex of members) {
    for (
      let i = at(shape.outgoing.start, vertex);
      i < at(shape.outgoing.start, vertex + 1);
      i += 1
    ) {
      const arc = at(shape.outgoing.arcs, i);
      const head = placeOf.get(at(shape.heads, arc));
      if (head === undefined) continue;
      arcs.push(arc);
      tails.push(placeOf.get(vertex) ?? 0);
      heads.push(head);
    }
  }
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(members, (vertex) => at(values, vertex));
  if (arcs.length === 0)
    return { members, arcs: new Int32Array(0), drawing: stack(members, options) };
  const inside = digraphOf(members.length, Int32Array.from(tails), Int32Array.from(heads));
  return {
    members,
    arcs: Int32Array.from(arcs),
    drawing: layoutShape(inside, {
      ...options,
      sizes: { widths: pick(options.sizes.widths), heights: pick(options.sizes.heights) },
      before: null,
    }),
  };
}

/** Cards of one column; more of them stand in several. */
const mostInColumn = 12;

/** Cards that have nothing to do with each other: below each other, so that their wires leave a frame at once. */
function stack(members: Int32Array, { sizes, spacing }: ShapeOptions): Drawing {
  const { length } = members;
  const first = members[0] ?? 0;
  const [width, height] = [at(sizes.widths, first), at(sizes.heights, first)];
  const rows = length <= mostInColumn ? length : Math.ceil(Math.sqrt(length * 2));
  const [across, down] = [width + spacing.card, height + spacing.card];
  const columns = Math.ceil(length / rows);
  return {
    x: Float64Array.from(members, (_, place) => Math.floor(place / rows) * across),
    y: Float64Array.from(members, (_, place) => (place % rows) * down),
    routes: [],
    bounds: {
      x: 0,
      y: 0,
      width: columns * across - spacing.card,
      height: rows * down - spacing.card,
    },
  };
}
