import { areaUnderCurve } from './area-under-curve';

/** How good predictions of classes are. Null where nothing can be said. */
export interface ClassMetrics {
  /** Share of the rows that were told right. */
  readonly accuracy: number;
  /** Of the positive class (the second one) for two classes, else weighted by the rows of each class. */
  readonly precision: number;
  readonly recall: number;
  readonly f1_score: number;
  /** Chance that a row of a class gets a higher probability of it than another; the mean over more than two classes. */
  readonly auc: number | null;
}

/** Compares probabilities of the classes with the true ones. Ratios without a divisor are 0. */
export function measureClasses(
  probabilities: readonly (readonly number[])[],
  labels: readonly number[],
  classCount: number,
): ClassMetrics {
  const said = probabilities.map(likeliest);
  const right = said.filter((guess, row) => guess === labels[row]).length;
  const classes = classCount === 2 ? [1] : Array.from({ length: classCount }, (_, at) => at);
  const perClass = classes.map((wanted) => {
    const hits = said.filter((guess, row) => guess === wanted && labels[row] === wanted).length;
    const claimed = said.filter((guess) => guess === wanted).length;
    const positives = labels.filter((label) => label === wanted).length;
    const precision = claimed === 0 ? 0 : hits / claimed;
    const recall = positives === 0 ? 0 : hits / positives;
    const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    const auc = areaUnderCurve(
      probabilities.map((row) => row[wanted] ?? 0),
      labels.map((label) => label === wanted),
    );
    return { precision, recall, f1, auc, weight: classCount === 2 ? 1 : positives };
  });
  const total = perClass.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (of: 'precision' | 'recall' | 'f1'): number =>
    total === 0 ? 0 : perClass.reduce((sum, one) => sum + one[of] * one.weight, 0) / total;
  const areas = perClass.flatMap(({ auc }) => (auc === null ? [] : [auc]));
  return {
    accuracy: labels.length === 0 ? 0 : right / labels.length,
    precision: mean('precision'),
    recall: mean('recall'),
    f1_score: mean('f1'),
    auc: areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length,
  };
}

/** The class with the highest probability; of equal ones the later, so that one half means the second class. */
export function likeliest(probabilities: readonly number[]): number {
  return probabilities.reduce(
    (best, probability, at) => (probability >= (probabilities[best] ?? 0) ? at : best),
    0,
  );
}
