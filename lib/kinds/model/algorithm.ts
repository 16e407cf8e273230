import type { JsonObject, JsonValue } from '../../util/json';

/** Rows as numbers, one array a row, columns in a fixed order and standardised. */
export type FeatureRows = readonly (readonly number[])[];

/** A model that was trained, as data and as a function. */
export interface TrainedClassifier {
  /** Everything that is needed to predict again, for the artefact. */
  readonly model: JsonObject;
  /** The probability of class 1 for each row. */
  readonly probabilities: (rows: FeatureRows) => readonly number[];
}

/** A way to learn to tell two classes apart. */
export interface ClassificationAlgorithm {
  readonly name: string;
  /** The package that does the work, with its version, for the artefact. */
  readonly library: string;
  /** Names that other tools give it, in any case. */
  readonly aliases: readonly string[];
  /** `labels` are 0 and 1, one for each row. The same input gives the same model. */
  readonly train: (
    rows: FeatureRows,
    labels: readonly number[],
    params: JsonObject,
  ) => TrainedClassifier;
}

/** A parameter that must be a number above 0. */
export function positiveNumber(value: JsonValue | undefined, otherwise: number): number {
  return typeof value === 'number' && value > 0 ? value : otherwise;
}
