import type { EngineRow } from '../../engine/connection';
import type { FeatureRows } from './algorithm';

/** One number that the model sees, and how it comes from a row. */
export interface EncodedFeature {
  /** As in `spent`, or `city=Medan` for one category of a column. */
  readonly name: string;
  readonly column: string;
  /** The category that counts as 1; null for a numeric column. */
  readonly category: string | null;
  /** Over the training rows; takes the place of missing numbers. */
  readonly mean: number;
  /** Over the training rows; 1 for a column that doesn't vary. */
  readonly deviation: number;
}

/** A column as it enters the model. */
export interface FeatureColumn {
  readonly name: string;
  /** The values that become columns of their own; null for a numeric column. */
  readonly categories: readonly string[] | null;
}

/** Learns means and deviations from the training rows. */
export function fitFeatures(
  columns: readonly FeatureColumn[],
  rows: readonly EngineRow[],
  train: readonly number[],
): EncodedFeature[] {
  return columns.flatMap(({ name: column, categories }) =>
    (categories ?? [null]).map((category) => {
      const values = train.flatMap((row) => {
        const value = valueOf(rows[row], column, category);
        return value === null ? [] : [value];
      });
      const mean = values.length === 0 ? 0 : sum(values) / values.length;
      const variance =
        values.length === 0 ? 0 : sum(values.map((value) => (value - mean) ** 2)) / values.length;
      return {
        name: category === null ? column : `${column}=${category}`,
        column,
        category,
        mean,
        deviation: variance > 0 ? Math.sqrt(variance) : 1,
      };
    }),
  );
}

/** The rows as standardised numbers; a missing number is the mean, that is 0. */
export function encodeRows(
  features: readonly EncodedFeature[],
  rows: readonly EngineRow[],
): FeatureRows {
  return rows.map((row) =>
    features.map(({ column, category, mean, deviation }) => {
      const value = valueOf(row, column, category);
      return value === null ? 0 : (value - mean) / deviation;
    }),
  );
}

function valueOf(
  row: EngineRow | undefined,
  column: string,
  category: string | null,
): number | null {
  const value = row?.[column] ?? null;
  if (category !== null) return value === category ? 1 : 0;
  return typeof value === 'number' ? value : null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
