import type { JsonObject, JsonValue } from '../../util/json';

/** Rows as numbers, one array a row, columns in a fixed order and standardised. */
export type FeatureRows = readonly (readonly number[])[];

/** What is learned from. The same job gives the same model. */
export interface TrainingJob {
  readonly rows: FeatureRows;
  /** The number of the class, from 0, or the value to predict; one for each row. */
  readonly targets: readonly number[];
  /** At least 2 for a classification, 0 for a regression. */
  readonly classCount: number;
  readonly params: JsonObject;
  readonly seed: number;
  /** Tells how far it is, 0 to 100. */
  readonly onProgress: (percent: number) => void;
}

/**
 * Gives for each row the probabilities of the classes, in their order and with the sum 1, or an array with
 * the predicted value alone.
 */
export type Predict = (rows: FeatureRows) => readonly (readonly number[])[];

/** A way to learn. What it has learned is data, so that it can be kept and used again. */
export interface Algorithm {
  readonly train: (job: TrainingJob) => JsonObject | Promise<JsonObject>;
  readonly load: (model: JsonObject) => Predict | Promise<Predict>;
}

/** A parameter that must be a number above 0. */
export function positiveNumber(value: JsonValue | undefined, otherwise: number): number {
  return typeof value === 'number' && value > 0 ? value : otherwise;
}

/** The same, as a whole number. */
export function positiveCount(value: JsonValue | undefined, otherwise: number): number {
  return Math.ceil(positiveNumber(value, otherwise));
}
