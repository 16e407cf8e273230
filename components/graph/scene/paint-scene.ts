import type { Box } from '@/lib/layout/geometry';
import { countOf } from '../../ui/format-count';
import { areaColour } from '../../ui/state-look';
import { cardSize } from '../card-size';
import type { Colours } from './colours';
import { glyphPath } from './glyphs';
import type { ItemState } from './item-states';
import { cutMiddle, nameLines } from './name-lines';
import { isTold, paintCounts, wireWeights } from './paint-counts';
import type { Paint } from './paint-layer';
import type { RowLabel } from './row-labels';
import type { Scene } from './scene';
import { traceWire } from './trace-wire';

export interface SceneLook {
  readonly scene: Scene;
  readonly states: readonly ItemState[];
  readonly colours: Colours;
  readonly names: readonly string[];
  readonly rows: ReadonlyMap<number, RowLabel>;
}

/** Below this there is room for a colour only. */
export const dotZoom = 0.15;
/** From here on cards are full cards; the canvas then paints what is between and behind them. */
export const cardZoom = 0.6;
/** Below this curves and straight lines look alike. */
export const curveZoom = 0.1;
/** Below this no name can be read. */
export const textZoom = 0.24;
/** Things between which painting may be interrupted. */
const batch = 120;

/**
 * Pixels of the screen. As thin far away as near, or thousands of wires would vanish; but never a solid mass. Up to one
 * pixel a line is drawn ten times as fast as a wider one: only cards that can be read have few enough for that.
 */
export function wireWidth(zoom: number): number {
  if (zoom < dotZoom) return 0.6;
  return zoom < cardZoom ? 0.99 : 1.25;
}

/** Frames, wires and cards as they look at a zoom. */
export function paintScene(look: SceneLook): Paint {
  return function* paint(context, region, zoom) {
    paintFrames(look, context, zoom);
    yield* paintWires(look, context, region, zoom);
    yield* zoom < dotZoom
      ? paintDots(look, context, region, zoom)
      : paintNames(look, context, region, zoom);
  };
}

interface PathLook {
  readonly isLit: (id: string) => boolean;
  readonly isWireLit: (from: string, to: string) => boolean;
  readonly selected: readonly string[];
}

/** The path that is lit: its wires, strong, its cards where these are dots, and a ring around what is selected. */
export function paintPath(look: SceneLook, { isLit, isWireLit, selected }: PathLook): Paint {
  return function* paint(context, region, zoom) {
    const { scene, colours } = look;
    const { wires, direction, items } = scene.drawn.picture;
    context.strokeStyle = colours.of('--wire-lit');
    context.lineWidth = (zoom < dotZoom ? 1 : 2) / zoom;
    const lit = items.map(({ id }) => isLit(id));
    const counted: number[] = [];
    let pending = 0;
    context.beginPath();
    for (let wire = 0; wire < wires.length; wire += 1) {
      const ends = wires[wire];
      if (ends === undefined || lit[ends.from] !== true || lit[ends.to] !== true) continue;
      if (!isWireLit(items[ends.from]?.id ?? '', items[ends.to]?.id ?? '')) continue;
      const path = scene.paths[wire];
      if (path === undefined || !scene.isWireIn(wire, region)) continue;
      if (ends.count > 1) counted.push(wire);
      traceWire(context, path, direction, zoom >= curveZoom);
      pending += 1;
      if (pending % batch !== 0) continue;
      context.stroke();
      context.beginPath();
      yield;
    }
    context.stroke();
    if (zoom >= dotZoom) paintCounts(look, context, counted, zoom);
    const least = 3 / zoom;
    if (zoom < dotZoom) {
      for (const index of scene.cardsIn(region)) {
        if (lit[index] === true) fillDot(look, context, index, least);
      }
    }
    // A strong wire must not run through what is written on it.
    if (zoom >= cardZoom) {
      for (const index of scene.cardsIn(region)) {
        const label = lit[index] === true ? look.rows.get(index) : undefined;
        if (label !== undefined) paintRows(scene, colours, context, index, label);
      }
    }
    // Real cards have a ring of their own.
    if (zoom < cardZoom) paintRings(look, context, selected, zoom);
  };
}

function paintRings(
  { scene, colours }: SceneLook,
  context: CanvasRenderingContext2D,
  selected: readonly string[],
  zoom: number,
): void {
  const gap = 2 / zoom;
  context.strokeStyle = colours.of('--ink');
  context.lineWidth = 2.5 / zoom;
  for (const id of selected) {
    const place = scene.placeOf(id);
    if (place === null) continue;
    const width = Math.max(cardSize.width + 2 * gap, 9 / zoom);
    const height = Math.max(cardSize.height + 2 * gap, 9 / zoom);
    context.beginPath();
    context.roundRect(
      place.x + (cardSize.width - width) / 2,
      place.y + (cardSize.height - height) / 2,
      width,
      height,
      Math.min(12, height / 3),
    );
    context.stroke();
  }
}

function paintFrames(
  { scene, colours }: SceneLook,
  context: CanvasRenderingContext2D,
  zoom: number,
): void {
  const { frames } = scene.drawn.drawing;
  for (const { x, y, width, height } of frames) {
    context.fillStyle = colours.of('--sunken');
    context.strokeStyle = colours.of('--line-strong');
    context.lineWidth = Math.max(1, 1 / zoom);
    context.beginPath();
    context.roundRect(x, y, width, height, 16);
    context.fill();
    context.stroke();
  }
}

function* paintWires(
  { scene, states, colours, rows }: SceneLook,
  context: CanvasRenderingContext2D,
  region: Box,
  zoom: number,
): Iterator<void> & Iterable<void> {
  const { wires, direction } = scene.drawn.picture;
  const plain = colours.of('--wire');
  const running = colours.of('--run-running');
  const width = wireWidth(zoom);
  const special: number[] = [];
  const weight = wireWeights(scene.drawn.picture);
  let pending = 0;
  context.strokeStyle = plain;
  context.globalAlpha = weight === null ? 1 : weight(1);
  context.lineWidth = width / zoom;
  context.beginPath();
  for (let wire = 0; wire < wires.length; wire += 1) {
    const ends = wires[wire];
    const path = scene.paths[wire];
    if (ends === undefined || path === undefined || !scene.isWireIn(wire, region)) continue;
    if (ends.ghost || ends.count > 1 || states[ends.to]?.running === true) {
      special.push(wire);
      continue;
    }
    traceWire(context, path, direction, zoom >= curveZoom);
    pending += 1;
    if (pending % batch !== 0) continue;
    context.stroke();
    context.beginPath();
    yield;
  }
  context.stroke();
  // The heavy ones over the light ones.
  special.sort((a, b) => (wires[a]?.count ?? 1) - (wires[b]?.count ?? 1));
  for (const wire of special) {
    const ends = wires[wire];
    const path = scene.paths[wire];
    if (ends === undefined || path === undefined) continue;
    const runs = states[ends.to]?.running === true;
    context.globalAlpha = weight === null || runs ? 1 : weight(ends.count);
    context.strokeStyle = runs ? running : plain;
    context.lineWidth = ((runs ? 2 : width) * (1 + Math.min(3, Math.log10(ends.count)))) / zoom;
    context.setLineDash(ends.ghost ? [6 / zoom, 5 / zoom] : []);
    context.beginPath();
    traceWire(context, path, direction, zoom >= curveZoom);
    context.stroke();
    context.setLineDash([]);
  }
  context.globalAlpha = 1;
  // After all wires, none of which may run through a number.
  if (zoom >= dotZoom) {
    const told = special.filter((wire) => isTold(wires[wire]?.count ?? 1, weight));
    paintCounts({ scene, colours }, context, told, zoom);
  }
  if (zoom < cardZoom) return;
  for (const index of scene.cardsIn(region)) {
    const label = rows.get(index);
    if (label !== undefined) paintRows(scene, colours, context, index, label);
  }
}

function paintRows(
  scene: Scene,
  colours: Colours,
  context: CanvasRenderingContext2D,
  index: number,
  { text, isDrop }: RowLabel,
): void {
  const { x, y } = scene.positionOf(index);
  const isDown = scene.drawn.picture.direction === 'TB';
  const mark = isDrop ? '▼ ' : '';
  context.font = `${isDrop ? 600 : 500} 10.5px ${colours.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  const left = isDown ? x + cardSize.width / 2 + 8 : x + cardSize.width + 8;
  const bottom = isDown ? y + cardSize.height + 16 : y + cardSize.height / 2 - 4;
  const markWidth = context.measureText(mark).width;
  const width = markWidth + context.measureText(text).width;
  // A ground of its own: wires may run behind it.
  context.fillStyle = colours.of(isDrop ? '--run-failed-soft' : '--canvas');
  context.beginPath();
  context.roundRect(left - 3, bottom - 14, width + 6, 15, 4);
  context.fill();
  context.fillStyle = colours.of('--run-failed');
  context.fillText(mark, left, bottom);
  context.fillStyle = colours.of(isDrop ? '--ink' : '--ink-faint');
  context.fillText(text, left + markWidth, bottom);
}

function* paintDots(
  look: SceneLook,
  context: CanvasRenderingContext2D,
  region: Box,
  zoom: number,
): Iterator<void> & Iterable<void> {
  const least = 2 / zoom;
  let painted = 0;
  for (const index of look.scene.cardsIn(region)) {
    fillDot(look, context, index, least);
    painted += 1;
    if (painted % (8 * batch) === 0) yield;
  }
  context.globalAlpha = 1;
}

/** A card as a block of its colour; never smaller than can be seen. */
function fillDot(
  { scene, states, colours, names }: SceneLook,
  context: CanvasRenderingContext2D,
  index: number,
  least: number,
): void {
  const state = states[index];
  if (state === undefined) return;
  const { x, y } = scene.positionOf(index);
  const width = Math.max(cardSize.width, least);
  const height = Math.max(cardSize.height, least);
  context.globalAlpha = state.dimmed ? 0.15 : 1;
  context.fillStyle = colours.of(areaColour(state.look));
  if (state.ghost) {
    context.strokeStyle = context.fillStyle;
    context.lineWidth = cardSize.height / 10;
    context.strokeRect(x, y, cardSize.width, cardSize.height);
  } else context.fillRect(x, y, width, height);
  const item = scene.items[index];
  if (item?.type !== 'group') return;
  // The name of a closed group can be read from far away.
  context.globalAlpha = state.dimmed ? 0.4 : 1;
  const wanted = Math.min(11 * (least / 2), 150);
  context.font = `600 ${wanted}px ${colours.font}`;
  const name = names[index] ?? '';
  // No wider than its card and half of the way to the next, or names would run into each other.
  const size = wanted * Math.min(1, (cardSize.width * 1.15) / context.measureText(name).width);
  context.font = `600 ${size}px ${colours.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.fillStyle = colours.of('--ink');
  context.fillText(name, x + width / 2, y + height + size * 0.15);
}

function* paintNames(
  look: SceneLook,
  context: CanvasRenderingContext2D,
  region: Box,
  zoom: number,
): Iterator<void> & Iterable<void> {
  let painted = 0;
  for (const index of look.scene.cardsIn(region)) {
    paintName(look, context, index, zoom);
    painted += 1;
    if (painted % (batch / 4) === 0) yield;
  }
  context.globalAlpha = 1;
}

/** A card with its name and state: what stands there until the real card does, or instead of it when there are many. */
function paintName(
  { scene, states, colours, names }: SceneLook,
  context: CanvasRenderingContext2D,
  index: number,
  zoom: number,
): void {
  const state = states[index];
  const item = scene.items[index];
  if (state === undefined || item === undefined) return;
  const { x, y } = scene.positionOf(index);
  context.globalAlpha = state.dimmed ? 0.25 : 1;
  context.fillStyle = colours.of('--surface');
  context.strokeStyle = colours.of(state.running ? '--run-running' : '--line-strong');
  context.lineWidth = 1;
  context.setLineDash(state.ghost ? [8, 6] : []);
  context.beginPath();
  context.roundRect(x + 0.5, y + 0.5, cardSize.width - 1, cardSize.height - 1, 10);
  context.fill();
  context.stroke();
  context.setLineDash([]);
  // Near, the real card is on its way.
  if (zoom >= cardZoom) return;
  context.fillStyle = colours.of(areaColour(state.look));
  context.beginPath();
  context.roundRect(x, y, 12, cardSize.height, [10, 0, 0, 10]);
  context.fill();
  if (zoom < textZoom) {
    context.globalAlpha *= 0.55;
    context.fillRect(x + 28, y + 30, 28, 22);
    context.fillStyle = colours.of('--ink-faint');
    context.fillRect(x + 68, y + 34, Math.min(150, 9 * (names[index] ?? '').length), 14);
    return;
  }
  context.save();
  context.translate(x + 22, y + cardSize.height / 2 - 14);
  context.scale(28 / 24, 28 / 24);
  context.strokeStyle = colours.of(state.look.colour);
  context.lineWidth = 2.25;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.stroke(glyphPath(state.look.icon));
  context.restore();
  context.font = `600 22px ${colours.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = colours.of('--ink');
  const measure = (text: string): number => context.measureText(text).width;
  const name = names[index] ?? '';
  const room = cardSize.width - 60 - 12;
  if (item.type === 'group') {
    context.fillText(cutMiddle(name, room, measure), x + 60, y + cardSize.height / 2 - 13);
    context.font = `500 18px ${colours.font}`;
    context.fillStyle = colours.of('--ink-soft');
    context.fillText(
      countOf(item.group.members.length, 'node'),
      x + 60,
      y + cardSize.height / 2 + 15,
    );
    return;
  }
  const lines = nameLines(name, room, measure);
  lines.forEach((line, place) => {
    const offset = (place - (lines.length - 1) / 2) * 26;
    context.fillText(line, x + 60, y + cardSize.height / 2 + offset);
  });
}
