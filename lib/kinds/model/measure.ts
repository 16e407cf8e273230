/** How good predictions of two classes are; 1 is the positive class. Null where nothing can be said. */
export interface Metrics {
  /** Share of the rows that were told right at a threshold of one half. */
  readonly accuracy: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1_score: number;
  /** Chance that a row of class 1 gets a higher probability than one of class 0. */
  readonly auc: number | null;
}

/** Compares probabilities of class 1 with the true labels. Ratios without a divisor are 0. */
export function measure(probabilities: readonly number[], labels: readonly number[]): Metrics {
  let right = 0;
  let hits = 0;
  let claimed = 0;
  let positives = 0;
  probabilities.forEach((probability, row) => {
    const said = probability >= 0.5 ? 1 : 0;
    const label = labels[row];
    if (said === label) right += 1;
    if (said === 1 && label === 1) hits += 1;
    claimed += said;
    if (label === 1) positives += 1;
  });
  const precision = claimed === 0 ? 0 : hits / claimed;
  const recall = positives === 0 ? 0 : hits / positives;
  return {
    accuracy: probabilities.length === 0 ? 0 : right / probabilities.length,
    precision,
    recall,
    f1_score: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    auc: areaUnderCurve(probabilities, labels),
  };
}

/** By the ranks of the positives (Mann and Whitney); equal probabilities share their mean rank. */
function areaUnderCurve(
  probabilities: readonly number[],
  labels: readonly number[],
): number | null {
  const positives = labels.filter((label) => label === 1).length;
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const ranked = probabilities
    .map((probability, row) => ({ probability, isPositive: labels[row] === 1 }))
    .sort((a, b) => a.probability - b.probability);
  let rankSum = 0;
  let start = 0;
  while (start < ranked.length) {
    let end = start;
    let among = 0;
    while (end < ranked.length && ranked[end]?.probability === ranked[start]?.probability) {
      if (ranked[end]?.isPositive === true) among += 1;
      end += 1;
    }
    rankSum += among * ((start + 1 + end) / 2);
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
