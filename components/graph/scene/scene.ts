import { at } from '@/lib/layout/at';
import type { Box, Point } from '@/lib/layout/geometry';
import type { DrawnPicture } from '../layout/use-drawing';
import { cardSize } from '../card-size';
import type { Item } from '../picture/build-picture';

/** Pixels at zoom 1 of a cell of the grid in which things are found. */
const cell = 1024;

/** A drawn picture as the canvas and the pointer need it: what is where, found without looking at everything. */
export class Scene {
  readonly drawn: DrawnPicture;
  readonly bounds: Box;
  /** By wire: all points from card to card, x and y by turns. */
  readonly paths: readonly Float64Array[];
  /** By wire: left, top, right, bottom. */
  readonly #wireBoxes: Float64Array;
  readonly #cards = new Map<number, number[]>();
  readonly #columns: number;

  constructor(drawn: DrawnPicture) {
    this.drawn = drawn;
    const { picture, drawing } = drawn;
    this.bounds = drawing.bounds;
    this.#columns = Math.ceil((drawing.bounds.width + cell) / cell) + 2;
    for (let index = 0; index < picture.items.length; index += 1) {
      const key = this.#cellOf(at(drawing.x, index), at(drawing.y, index));
      const list = this.#cards.get(key);
      if (list === undefined) this.#cards.set(key, [index]);
      else list.push(index);
    }
    const isDown = picture.direction === 'TB';
    this.#wireBoxes = new Float64Array(picture.wires.length * 4);
    this.paths = picture.wires.map(({ from, to }, wire) => {
      const bends = drawing.routes[wire] ?? new Float64Array(0);
      const path = new Float64Array(bends.length + 4);
      path[0] = at(drawing.x, from) + (isDown ? cardSize.width / 2 : cardSize.width);
      path[1] = at(drawing.y, from) + (isDown ? cardSize.height : cardSize.height / 2);
      path.set(bends, 2);
      path[bends.length + 2] = at(drawing.x, to) + (isDown ? cardSize.width / 2 : 0);
      path[bends.length + 3] = at(drawing.y, to) + (isDown ? 0 : cardSize.height / 2);
      this.#rememberBox(wire, path);
      return path;
    });
  }

  get items(): readonly Item[] {
    return this.drawn.picture.items;
  }

  get size(): number {
    return this.items.length;
  }

  positionOf(index: number): Point {
    return { x: at(this.drawn.drawing.x, index), y: at(this.drawn.drawing.y, index) };
  }

  /** Null for what is not on the canvas. */
  placeOf(id: string): Point | null {
    const index = this.drawn.picture.indexOf.get(id);
    return index === undefined ? null : this.positionOf(index);
  }

  /** The card under a point; -1 for none. */
  cardAt({ x, y }: Point): number {
    for (const index of this.cardsIn({ x, y, width: 0, height: 0 })) return index;
    return -1;
  }

  /** Cards that are at least in part inside a box. */
  cardsIn(box: Box): number[] {
    const { x, y } = this.drawn.drawing;
    const found: number[] = [];
    const collect = (list: readonly number[]): void => {
      for (const index of list) {
        const [left, top] = [at(x, index), at(y, index)];
        const isIn =
          left <= box.x + box.width &&
          left + cardSize.width >= box.x &&
          top <= box.y + box.height &&
          top + cardSize.height >= box.y;
        if (isIn) found.push(index);
      }
    };
    const cells = this.#cellsIn(box);
    if (cells === null) for (const list of this.#cards.values()) collect(list);
    else for (const key of cells) collect(this.#cards.get(key) ?? []);
    return found;
  }

  /** Whether a wire may pass through a box. */
  isWireIn(wire: number, box: Box): boolean {
    const boxes = this.#wireBoxes;
    return (
      at(boxes, wire * 4) <= box.x + box.width &&
      at(boxes, wire * 4 + 2) >= box.x &&
      at(boxes, wire * 4 + 1) <= box.y + box.height &&
      at(boxes, wire * 4 + 3) >= box.y
    );
  }

  #rememberBox(wire: number, path: Float64Array): void {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < path.length; i += 2) {
      left = Math.min(left, at(path, i));
      right = Math.max(right, at(path, i));
      top = Math.min(top, at(path, i + 1));
      bottom = Math.max(bottom, at(path, i + 1));
    }
    this.#wireBoxes.set([left, top, right, bottom], wire * 4);
  }

  #cellOf(x: number, y: number): number {
    const column = Math.floor((x - this.bounds.x) / cell) + 1;
    const row = Math.floor((y - this.bounds.y) / cell) + 1;
    return row * this.#columns + column;
  }

  /** Null when looking through all cells that are used is less work. */
  #cellsIn({ x, y, width, height }: Box): number[] | null {
    const firstColumn = Math.max(0, Math.floor((x - cardSize.width - this.bounds.x) / cell) + 1);
    const lastColumn = Math.min(
      this.#columns - 1,
      Math.floor((x + width - this.bounds.x) / cell) + 1,
    );
    const firstRow = Math.max(0, Math.floor((y - cardSize.height - this.bounds.y) / cell) + 1);
    const lastRow = Math.min(
      Math.floor((y + height - this.bounds.y) / cell) + 1,
      Math.floor(this.bounds.height / cell) + 2,
    );
    const [columns, rows] = [lastColumn - firstColumn + 1, lastRow - firstRow + 1];
    if (columns <= 0 || rows <= 0) return [];
    if (columns * rows > this.#cards.size) return null;
    const keys: number[] = [];
    for (let row = firstRow; row <= lastRow; row += 1) {
      for (let column = firstColumn; column <= lastColumn; column += 1) {
        keys.push(row * this.#columns + column);
      }
    }
    return keys;
  }
}
