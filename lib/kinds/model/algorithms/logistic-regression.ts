import LogisticRegression from 'ml-logistic-regression';
import { Matrix } from 'ml-matrix';
import { isJsonArray, isJsonObject, type JsonObject } from '../../../util/json';
import { positiveCount, positiveNumber, type Algorithm, type FeatureRows } from '../algorithm';
import { numbersOf } from './numbers-of';

const defaultSteps = 1000;

/** Gradient descent over all rows at once, from zero, each class against the rest: no chance is involved. */
export const logisticRegression: Algorithm = {
  train({ rows, targets, params }): JsonObject {
    const features = withIntercept(rows);
    const steps = positiveCount(params['max_iter'], defaultSteps);
    // The package adds up the gradient over the rows. With standardised columns this step is at most
    // one divided by the curvature of the loss, so that each step goes downhill, however many rows.
    const learningRate = positiveNumber(
      params['learning_rate'],
      4 / (features.rows * features.columns),
    );
    const trained = new LogisticRegression({ numSteps: steps, learningRate });
    trained.train(features, Matrix.columnVector([...targets]));
    return {
      steps,
      learning_rate: learningRate,
      // The package learns what a class is not.
      classes: trained.classifiers.map(({ weights }) => {
        const [intercept = 0, ...coefficients] = weights.to1DArray().map((weight) => -weight);
        return { intercept, coefficients };
      }),
    };
  },
  load(model) {
    const classes = (isJsonArray(model['classes']) ? model['classes'] : [])
      .filter(isJsonObject)
      .map(({ intercept, coefficients }) => ({
        intercept: Number(intercept),
        coefficients: numbersOf(coefficients),
      }));
    return (rows) =>
      rows.map((row) => {
        const scores = classes.map(({ intercept, coefficients }) => {
          const sum = row.reduce((s, value, at) => s + value * (coefficients[at] ?? 0), intercept);
          return 1 / (1 + Math.exp(-sum));
        });
        const total = scores.reduce((sum, score) => sum + score, 0);
        return scores.map((score) => (total > 0 ? score / total : 1 / scores.length));
      });
  },
};

function withIntercept(rows: FeatureRows): Matrix {
  return new Matrix(rows.map((row) => [1, ...row]));
}
