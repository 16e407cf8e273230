import type { Box, Sizes, Spacing } from './geometry';

/** `quick` for the first picture of a large graph, a few milliseconds per 1,000 nodes; `refined` for the one that stays. */
export type Effort = 'quick' | 'refined';

/** Upper left corners by vertex; NaN for a vertex that was not there. */
export interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface ShapeOptions {
  /** Of the card of each vertex. */
  readonly sizes: Sizes;
  readonly spacing: Spacing;
  readonly effort: Effort;
  /**
   * Where cards of equal size were before. They keep their layers, their order and, as far as there is room, their places:
   * nothing that a person has learned is moved about. Null: draw afresh.
   */
  readonly before: (Places & { readonly routes: readonly Float64Array[] }) | null;
}

/** A drawing in numbers, cheap to hand from a worker to the page. */
export interface Drawing extends Places {
  /** By arc: where its wire bends, x and y by turns; empty for a straight one. */
  readonly routes: readonly Float64Array[];
  /** Around everything. It starts at 0, 0 unless cards were kept where they had been. */
  readonly bounds: Box;
}
