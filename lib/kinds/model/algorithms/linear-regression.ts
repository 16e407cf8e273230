import MultivariateLinearRegression from 'ml-regression-multivariate-linear';
import type { JsonObject } from '../../../util/json';
import type { Algorithm } from '../algorithm';
import { numbersOf } from './numbers-of';

/** Least squares: no chance is involved. */
export const linearRegression: Algorithm = {
  train({ rows, targets }): JsonObject {
    const trained = new MultivariateLinearRegression(
      rows.map((row) => [...row]),
      targets.map((target) => [target]),
      { intercept: true, statistics: false },
    );
    // One weight a feature, then the intercept.
    const weights = trained.weights.map(([weight = 0]) => weight);
    return { intercept: weights.at(-1) ?? 0, coefficients: weights.slice(0, -1) };
  },
  load(model) {
    const intercept = Number(model['intercept']);
    const coefficients = numbersOf(model['coefficients']);
    return (rows) =>
      rows.map((row) => [
        row.reduce((sum, value, at) => sum + value * (coefficients[at] ?? 0), intercept),
      ]);
  },
};
