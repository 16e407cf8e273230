/** From `x` to the next step everything above `y` is taken. */
interface Step {
  readonly x: number;
  readonly y: number;
}

/** How far down a drawing is filled, from its left to its right; nowhere at first. */
export class Skyline {
  #steps: Step[] = [{ x: -Infinity, y: -Infinity }];

  /** The lowest place above which something is taken between two places. */
  heightOver(left: number, right: number): number {
    let lowest = -Infinity;
    this.#steps.forEach(({ x, y }, index) => {
      const end = this.#steps[index + 1]?.x ?? Infinity;
      if (x < right && end > left) lowest = Math.max(lowest, y);
    });
    return lowest;
  }

  /** Takes everything down to `y` between two places. */
  raise(left: number, right: number, y: number): void {
    const under = this.#steps.findLast((step) => step.x <= right)?.y ?? -Infinity;
    this.#steps = [
      ...this.#steps.filter((step) => step.x < left),
      { x: left, y },
      { x: right, y: under },
      ...this.#steps.filter((step) => step.x > right),
    ];
  }
}
