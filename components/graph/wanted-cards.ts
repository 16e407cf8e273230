import { detailLevelOf, type DetailLevel } from './detail-level';
import { cardSize } from './card-size';
import type { Scene } from './scene/scene';

/** A graph of so many cards has all of them as elements wherever one looks: there is nothing to be won. */
const alwaysElements = 60;
/** More cards than this are painted and no elements: moving over them stays smooth. */
export const mostElements = 200;
/** The view is told apart by steps of this share of it; so far beyond its edges cards are drawn too. */
const step = 0.125;
/** Zooms within this ratio count as the same. */
const zoomStep = 1.2;

interface View {
  readonly transform: readonly [x: number, y: number, zoom: number];
  readonly width: number;
  readonly height: number;
}

/** Cards that shall be elements of the page; the others are painted. */
export interface WantedCards {
  readonly level: DetailLevel;
  /** By id, nearest to the middle of the view first. */
  readonly ids: readonly string[];
}

/** Views with the same name want the same cards: it changes every eighth of a screen, not with each movement. */
export function viewName({ transform: [x, y, zoom], width, height }: View): string {
  const bucket = Math.floor(Math.log(zoom) / Math.log(zoomStep));
  const column = Math.floor(-x / zoom / stepOf(width, bucket));
  const row = Math.floor(-y / zoom / stepOf(height, bucket));
  return `${detailLevelOf(zoom)} ${bucket} ${column} ${row} ${width} ${height}`;
}

/** `more`: cards that the keyboard stands on, which stay elements as long as they are near. */
export function wantedCards(
  scene: Scene,
  { transform: [x, y, zoom], width, height }: View,
  more: readonly (string | null)[],
): WantedCards {
  const level = detailLevelOf(zoom);
  const bucket = Math.floor(Math.log(zoom) / Math.log(zoomStep));
  const [across, down] = [stepOf(width, bucket), stepOf(height, bucket)];
  const region = {
    x: (Math.floor(-x / zoom / across) - 1) * across,
    y: (Math.floor(-y / zoom / down) - 1) * down,
    width: across * (1 / step + 3),
    height: down * (1 / step + 3),
  };
  const within = scene.size <= alwaysElements ? scene.bounds : region;
  const found = level === 'block' ? [] : scene.cardsIn(within);
  const cards = level === 'name' && found.length > mostElements ? [] : found;
  const middle = { x: region.x + region.width / 2, y: region.y + region.height / 2 };
  const distance = (index: number): number => {
    const place = scene.positionOf(index);
    return (
      Math.abs(place.x + cardSize.width / 2 - middle.x) +
      Math.abs(place.y + cardSize.height / 2 - middle.y)
    );
  };
  const isNear = (index: number): boolean => {
    const place = scene.positionOf(index);
    return (
      Math.abs(place.x - middle.x) <= 1.5 * region.width &&
      Math.abs(place.y - middle.y) <= 1.5 * region.height
    );
  };
  const extra = more.flatMap((id) => {
    const index = id === null ? undefined : scene.drawn.picture.indexOf.get(id);
    return index !== undefined && isNear(index) ? [index] : [];
  });
  const ordered = cards
    .map((index) => ({ index, far: distance(index) }))
    .sort((a, b) => a.far - b.far)
    .map(({ index }) => index);
  return {
    level,
    ids: [...new Set([...extra, ...ordered])].flatMap((index) => scene.items[index]?.id ?? []),
  };
}

/** In the graph's pixels. */
function stepOf(length: number, bucket: number): number {
  return Math.max(1, (length * step) / zoomStep ** bucket);
}
