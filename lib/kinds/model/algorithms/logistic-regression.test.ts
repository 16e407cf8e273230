import { expect, it } from 'vitest';
import type { JsonObject } from '../../../util/json';
import { logisticRegression } from './logistic-regression';

/** Rows on a spiral whose class depends on where they lie, with some that are of the other side. */
const rows = Array.from({ length: 60 }, (_, at) => [Math.sin(at) * 1.5, Math.cos(at * 1.7)]);
const side = rows.map(([x = 0, y = 0], at) => (x + y / 2 + (at % 5) / 4 > 0.5 ? 1 : 0));

function learn(targets: readonly number[], classCount: number, params: JsonObject = {}) {
  return logisticRegression.train({
    rows,
    targets,
    classCount,
    params,
    seed: 42,
    onProgress: () => undefined,
  }) as JsonObject & { readonly classes: readonly { intercept: number; coefficients: number[] }[] };
}

// The expected values are those of LogisticRegression(C=…, tol=1e-12) of scikit-learn 1.x.
it.each([
  { C: 0.1, intercept: 0.1170417, coefficients: [1.17888701, 0.01812595] },
  { C: 1, intercept: 0.17047156, coefficients: [2.90574341, 0.11368979] },
  { C: 100, intercept: 0.47529989, coefficients: [11.40025364, 0.01729602] },
] as const)(
  'finds the weights that other tools find, with C = $C',
  ({ C, intercept, coefficients }) => {
    const { classes, converged } = learn(side, 2, { C });
    expect(converged).toBe(true);
    expect(classes[1]?.intercept).toBeCloseTo(intercept, 6);
    expect(classes[1]?.coefficients[0]).toBeCloseTo(coefficients[0], 6);
    expect(classes[1]?.coefficients[1]).toBeCloseTo(coefficients[1], 6);
  },
);

it('gives probabilities that add up to one, for two classes and for more', async () => {
  const thirds = rows.map(([x = 0], at) => (x > 0.7 ? 2 : at % 3 === 0 ? 1 : 0));
  for (const model of [learn(side, 2), learn(thirds, 3)]) {
    const predict = await logisticRegression.load(model);
    for (const row of predict(rows)) {
      expect(row.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 12);
    }
  }
});

it('stays finite where a line parts the classes without a doubt', () => {
  const { classes, converged } = learn(
    rows.map(([x = 0]) => (x > 0 ? 1 : 0)),
    2,
  );
  expect(converged).toBe(true);
  expect(Math.abs(classes[1]?.coefficients[0] ?? Infinity)).toBeLessThan(20);
});

it('says that it was stopped before it was there', () => {
  expect(learn(side, 2, { max_iter: 1 })).toMatchObject({ iterations: [1], converged: false });
});
