/** A place on the drawing, in pixels at zoom 1; x grows to the right and y downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Upper left corner and size. */
export interface Box extends Point, Size {}

/** Sizes of many things, by their number. */
export interface Sizes {
  readonly widths: Float64Array;
  readonly heights: Float64Array;
}

/** Least room between things, in pixels. */
export interface Spacing {
  /** Between the cards of one layer and those of the next. */
  readonly layer: number;
  /** Between the cards of a layer. */
  readonly card: number;
  /** Between two wires that pass a layer side by side. */
  readonly wire: number;
}

/** The least room between the middles of two vertices, one right below the other in the same layer. */
export type Distance = (upper: number, lower: number) => number;
