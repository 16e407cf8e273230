import type { JsonObject } from '../../util/json';

/** What the worker is told. Rows are one after the other, `columnCount` numbers each. */
export interface TrainingOrder {
  readonly algorithm: string;
  readonly rows: Float64Array;
  readonly columnCount: number;
  /** Rows to learn from. */
  readonly train: Int32Array;
  /** Of the rows to learn from, in their order. */
  readonly targets: Float64Array;
  readonly classCount: number;
  readonly params: JsonObject;
  readonly seed: number;
}

/** What the worker answers. */
export type TrainingAnswer =
  | { readonly type: 'progress'; readonly percent: number }
  | {
      readonly type: 'trained';
      readonly model: JsonObject;
      readonly libraryVersion: string;
      /** Of all rows, one after the other: a number for each class, or one. */
      readonly predictions: Float64Array;
    };
