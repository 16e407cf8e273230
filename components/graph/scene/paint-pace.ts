/** What a frame has, and what tells one that was late. */
const [inTimeMs, lateMs] = [19, 26];
const [leastMs, mostMs, atFirstMs] = [0.5, 7, 2];

/**
 * How much may be painted in one frame. Telling the canvas what to draw takes a tenth of the time in which the browser
 * then draws it, and only the length of the frame shows how much that was: after a late frame less is told at once.
 */
export class PaintPace {
  #sliceMs = atFirstMs;
  #lastMs = -Infinity;

  /** Called at the start of each frame that continues a painting; gives the milliseconds that it may take. */
  slice(nowMs: number): number {
    const gapMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    if (gapMs <= inTimeMs) this.#sliceMs = Math.min(mostMs, this.#sliceMs * 1.25);
    // A longer pause is one between two paintings.
    else if (gapMs >= lateMs && gapMs < 400) this.#sliceMs = Math.max(leastMs, this.#sliceMs / 2);
    return this.#sliceMs;
  }

  /** The next painting does not follow on this one. */
  rest(): void {
    this.#lastMs = -Infinity;
  }
}
