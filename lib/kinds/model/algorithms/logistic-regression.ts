import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { isJsonArray, isJsonObject, type JsonObject } from '../../../util/json';
import { positiveCount, positiveNumber, type Algorithm, type FeatureRows } from '../algorithm';
import { numbersOf } from './numbers-of';

const defaultIterations = 1000;
const defaultInverseStrength = 1;
const defaultTolerance = 1e-6;

/** Each class against the rest, with a ridge penalty as scikit-learn has it by default: no chance is involved. */
export const logisticRegression: Algorithm = {
  train({ rows, targets, classCount, params, onProgress }): JsonObject {
    const settings = {
      iterations: positiveCount(params['max_iter'], defaultIterations),
      inverseStrength: positiveNumber(params['C'], defaultInverseStrength),
      tolerance: positiveNumber(params['tol'], defaultTolerance),
    };
    // Of two classes, one is what the other isn't.
    const fitted = Array.from({ length: classCount === 2 ? 1 : classCount }, (_, at) => {
      onProgress((100 * at) / classCount);
      const chosen = classCount === 2 ? 1 : at;
      return fit(
        rows,
        targets.map((target) => (target === chosen ? 1 : 0)),
        settings,
      );
    });
    const classes = fitted.map(({ weights: [intercept = 0, ...coefficients] }) => ({
      intercept,
      coefficients,
    }));
    return {
      iterations: fitted.map(({ iterations }) => iterations),
      converged: fitted.every(({ converged }) => converged),
      classes: classCount === 2 ? [...classes.map(opposite), ...classes] : classes,
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

interface Settings {
  readonly iterations: number;
  /** The smaller, the stronger the pull of the weights to zero. */
  readonly inverseStrength: number;
  /** A step that moves no weight by more than this is the last. */
  readonly tolerance: number;
}

interface Fitted {
  /** The intercept first. */
  readonly weights: readonly number[];
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Newton's method, which is there in some ten passes over the rows where gradient descent takes thousands.
 * A step that would make things worse is halved: far from the goal the curvature promises too much.
 */
function fit(rows: FeatureRows, labels: readonly number[], settings: Settings): Fitted {
  let weights = Array.from({ length: (rows[0]?.length ?? 0) + 1 }, () => 0);
  let current = lossOf(rows, labels, weights, settings);
  for (let iteration = 1; iteration <= settings.iterations; iteration += 1) {
    const step = newtonStep(rows, labels, weights, settings);
    let next = weights;
    let loss = Infinity;
    for (let share = 1; loss > current && share > 1e-9; share /= 2) {
      next = weights.map((weight, at) => weight - share * (step[at] ?? 0));
      loss = lossOf(rows, labels, next, settings);
    }
    const moved = Math.max(...next.map((weight, at) => Math.abs(weight - (weights[at] ?? 0))));
    if (loss > current) return { weights, iterations: iteration, converged: true };
    weights = next;
    current = loss;
    if (moved <= settings.tolerance) return { weights, iterations: iteration, converged: true };
  }
  return { weights, iterations: settings.iterations, converged: false };
}

/** What is to be taken off the weights: the gradient, divided by the curvature. */
function newtonStep(
  rows: FeatureRows,
  labels: readonly number[],
  weights: readonly number[],
  { inverseStrength }: Settings,
): readonly number[] {
  const size = weights.length;
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  const features = new Float64Array(size).fill(1);
  rows.forEach((row, at) => {
    features.set(row, 1);
    const probability = 1 / (1 + Math.exp(-scoreOf(row, weights)));
    const error = probability - (labels[at] ?? 0);
    const spread = probability * (1 - probability);
    for (let i = 0; i < size; i += 1) {
      const value = features[i] ?? 0;
      gradient[i] = (gradient[i] ?? 0) + error * value;
      const scaled = spread * value;
      const start = i * size;
      for (let j = 0; j <= i; j += 1) {
        curvature[start + j] = (curvature[start + j] ?? 0) + scaled * (features[j] ?? 0);
      }
    }
  });
  const matrix = Matrix.zeros(size, size);
  for (let i = 0; i < size; i += 1) {
    // The intercept isn't penalised; where all rows are of one mind, its curvature must still not vanish.
    const penalty = i === 0 ? Number.EPSILON : 1 / inverseStrength;
    if (i > 0) gradient[i] = (gradient[i] ?? 0) + penalty * (weights[i] ?? 0);
    for (let j = 0; j <= i; j += 1) {
      const value = (curvature[i * size + j] ?? 0) + (i === j ? penalty : 0);
      matrix.set(i, j, value);
      matrix.set(j, i, value);
    }
  }
  return new CholeskyDecomposition(matrix).solve(Matrix.columnVector([...gradient])).to1DArray();
}

/** What the weights get wrong, and their penalty. */
function lossOf(
  rows: FeatureRows,
  labels: readonly number[],
  weights: readonly number[],
  { inverseStrength }: Settings,
): number {
  const penalty = weights.slice(1).reduce((sum, weight) => sum + weight * weight, 0);
  return rows.reduce(
    (sum, row, at) => {
      const score = scoreOf(row, weights);
      const against = (labels[at] ?? 0) === 1 ? -score : score;
      return sum + Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
    },
    penalty / (2 * inverseStrength),
  );
}

function scoreOf(row: readonly number[], weights: readonly number[]): number {
  return row.reduce((sum, value, at) => sum + value * (weights[at + 1] ?? 0), weights[0] ?? 0);
}

function opposite({
  intercept,
  coefficients,
}: {
  readonly intercept: number;
  readonly coefficients: readonly number[];
}) {
  return { intercept: -intercept, coefficients: coefficients.map((value) => -value) };
}
