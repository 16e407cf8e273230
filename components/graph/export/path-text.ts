import type { PathPen } from '../scene/trace-wire';

/** Writes a path down as SVG path data, in whole pixels. */
export class PathText implements PathPen {
  readonly #parts: string[] = [];

  get text(): string {
    return this.#parts.join('');
  }

  moveTo(x: number, y: number): void {
    this.#parts.push(`M${Math.round(x)} ${Math.round(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.#parts.push(`L${Math.round(x)} ${Math.round(y)}`);
  }

  bezierCurveTo(...numbers: [number, number, number, number, number, number]): void {
    this.#parts.push(`C${numbers.map((one) => Math.round(one)).join(' ')}`);
  }
}
