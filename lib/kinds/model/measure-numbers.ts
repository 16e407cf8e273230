/** How good predicted numbers are. */
export interface NumberMetrics {
  /** Mean of the squared errors. */
  readonly mse: number;
  /** Its root, in the unit of the label. */
  readonly rmse: number;
  /** Mean of the errors without their signs. */
  readonly mae: number;
  /** Share of the variance that is explained; null when the label doesn't vary. */
  readonly r2_score: number | null;
}

/** Compares predicted numbers with the true ones. */
export function measureNumbers(
  predictions: readonly number[],
  labels: readonly number[],
): NumberMetrics {
  const count = Math.max(1, labels.length);
  const mean = labels.reduce((sum, label) => sum + label, 0) / count;
  let squares = 0;
  let sizes = 0;
  let variance = 0;
  for (const [row, label] of labels.entries()) {
    const error = label - (predictions[row] ?? 0);
    squares += error ** 2;
    sizes += Math.abs(error);
    variance += (label - mean) ** 2;
  }
  return {
    mse: squares / count,
    rmse: Math.sqrt(squares / count),
    mae: sizes / count,
    r2_score: variance === 0 ? null : 1 - squares / variance,
  };
}
