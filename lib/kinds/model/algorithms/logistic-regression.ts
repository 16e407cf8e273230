import LogisticRegression from 'ml-logistic-regression';
import { Matrix } from 'ml-matrix';
import { positiveNumber, type ClassificationAlgorithm, type FeatureRows } from '../algorithm';

const defaultSteps = 1000;

/** Gradient descent over all rows at once, from zero: no chance is involved. */
export const logisticRegression: ClassificationAlgorithm = {
  name: 'logistic_regression',
  library: 'ml-logistic-regression 2.0',
  aliases: ['logisticregression', 'logit'],
  train(rows, labels, params) {
    const features = withIntercept(rows);
    const steps = Math.ceil(positiveNumber(params['max_iter'], defaultSteps));
    // The package adds up the gradient over the rows. With standardised columns this step is at most
    // one divided by the curvature of the loss, so that each step goes downhill, however many rows.
    const learningRate = positiveNumber(
      params['learning_rate'],
      4 / (features.rows * features.columns),
    );
    const trained = new LogisticRegression({ numSteps: steps, learningRate });
    trained.train(features, Matrix.columnVector([...labels]));
    const [notZero] = trained.classifiers;
    if (notZero === undefined) throw new Error('a trained model has a classifier for each class');
    const [intercept = 0, ...coefficients] = notZero.weights.to1DArray();
    return {
      model: { intercept, coefficients, steps, learning_rate: learningRate },
      // Not being class 0 is being class 1.
      probabilities: (others) =>
        others.length === 0 ? [] : notZero.testScores(withIntercept(others)),
    };
  },
};

function withIntercept(rows: FeatureRows): Matrix {
  return new Matrix(rows.map((row) => [1, ...row]));
}
