/** The package has no types of its own; this is what of its version 2.0 is used. */
declare module 'ml-logistic-regression' {
  import type { Matrix } from 'ml-matrix';

  /** One classifier a class: the scores of classifier i are the probability of *not* being class i. */
  export default class LogisticRegression {
    constructor(options?: { readonly numSteps?: number; readonly learningRate?: number });
    readonly classifiers: readonly {
      readonly weights: Matrix;
      testScores(features: Matrix): number[];
    }[];
    train(features: Matrix, labels: Matrix): void;
  }
}
