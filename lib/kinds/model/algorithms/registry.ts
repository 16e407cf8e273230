import type { ClassificationAlgorithm } from '../algorithm';
import { logisticRegression } from './logistic-regression';

/** A new algorithm is a file beside this one and a line here. */
export const algorithms: readonly ClassificationAlgorithm[] = [logisticRegression];

/** The algorithm of a name, in either spelling (`LogisticRegression`, `logistic_regression`). */
export function findAlgorithm(name: string): ClassificationAlgorithm | undefined {
  const wanted = name.toLowerCase();
  return algorithms.find(
    (algorithm) => algorithm.name === wanted || algorithm.aliases.includes(wanted),
  );
}
