import type { PathPen } from '../scene/trace-wire';

/** Writes a path down as SVG path data, in whole units of so many pixels. */
export class PathText implements PathPen {
  readonly #unit: number;
  readonly #parts: string[] = [];

  constructor(unit = 1) {
    this.#unit = unit;
  }

  get text(): string {
    return this.#parts.join('');
  }

  moveTo(x: number, y: number): void {
    this.#parts.push(`M${this.#round(x)} ${this.#round(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.#parts.push(`L${this.#round(x)} ${this.#round(y)}`);
  }

  bezierCurveTo(...numbers: [number, number, number, number, number, number]): void {
    this.#parts.push(`C${numbers.map((one) => this.#round(one)).join(' ')}`);
  }

  #round(pixels: number): number {
    return Math.round(pixels / this.#unit);
  }
}
