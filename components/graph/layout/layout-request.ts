import { at } from '@/lib/layout/at';
import type { CanvasDrawing, LayoutRequest } from '@/lib/layout/layout-canvas';
import { cardSize, cardSpacing, framePadding } from '../card-size';
import type { Picture } from '../picture/build-picture';

/** A drawing with the names that it is about, so that it can be matched with another version of the project. */
export interface KnownDrawing {
  readonly key: string;
  readonly mode: string;
  readonly ids: readonly string[];
  readonly tails: Int32Array;
  readonly heads: Int32Array;
  readonly drawing: CanvasDrawing;
}

/** What the layout needs to know of a picture. `before`: an earlier drawing in the same mode, whose places are kept. */
export function layoutRequest(picture: Picture, before: KnownDrawing | null): LayoutRequest {
  const tails = Int32Array.from(picture.wires, (wire) => wire.from);
  const heads = Int32Array.from(picture.wires, (wire) => wire.to);
  const seeds = before?.mode === picture.mode && picture.frameOf === null ? before : null;
  return {
    size: picture.items.length,
    tails,
    heads,
    cardSize,
    spacing: cardSpacing,
    direction: picture.direction,
    frameOf: picture.frameOf,
    framePadding,
    mayFold: picture.groups !== null,
    before: seeds === null ? null : placesIn(seeds, picture, tails, heads),
  };
}

/** The drawing together with the names in it. */
export function knownDrawing(picture: Picture, drawing: CanvasDrawing): KnownDrawing {
  return {
    key: picture.key,
    mode: picture.mode,
    ids: picture.items.map((item) => item.id),
    tails: Int32Array.from(picture.wires, (wire) => wire.from),
    heads: Int32Array.from(picture.wires, (wire) => wire.to),
    drawing,
  };
}

function placesIn(
  before: KnownDrawing,
  picture: Picture,
  tails: Int32Array,
  heads: Int32Array,
): LayoutRequest['before'] {
  const { drawing, ids } = before;
  const oldIndex = new Map(ids.map((id, index) => [id, index]));
  const oldOf = picture.items.map(({ id }) => oldIndex.get(id) ?? -1);
  if (oldOf.every((index) => index === -1)) return null;
  const oldArcs = new Map<number, number>();
  before.tails.forEach((tail, arc) => {
    oldArcs.set(tail * ids.length + at(before.heads, arc), arc);
  });
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(oldOf, (index) => (index === -1 ? NaN : at(values, index)));
  const noBends = new Float64Array(0);
  return {
    x: pick(drawing.x),
    y: pick(drawing.y),
    routes: Array.from(tails, (tail, arc) => {
      const from = oldOf[tail] ?? -1;
      const to = oldOf[at(heads, arc)] ?? -1;
      const old = from === -1 || to === -1 ? undefined : oldArcs.get(from * ids.length + to);
      return old === undefined ? noBends : (drawing.routes[old] ?? noBends);
    }),
  };
}
