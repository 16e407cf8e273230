import SVM from 'libsvm-js/asm.js';
import type { JsonObject, JsonValue } from '../../../util/json';
import { positiveNumber, type Algorithm, type FeatureRows } from '../algorithm';

const kernels = new Map([
  ['linear', SVM.KERNEL_TYPES.LINEAR],
  ['poly', SVM.KERNEL_TYPES.POLYNOMIAL],
  ['rbf', SVM.KERNEL_TYPES.RBF],
  ['sigmoid', SVM.KERNEL_TYPES.SIGMOID],
]);

/**
 * Support vectors. Probabilities come from libsvm's own cross-validation, whose chance begins anew in each
 * process; values to predict are standardised, as the features are.
 */
export const svm: Algorithm = {
  train({ rows, targets, classCount, params }): JsonObject {
    const isClassification = classCount > 0;
    const mean = isClassification ? 0 : targets.reduce((sum, y) => sum + y, 0) / targets.length;
    const spread = isClassification
      ? 1
      : Math.sqrt(targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / targets.length) || 1;
    const machine = new SVM({
      type: isClassification ? SVM.SVM_TYPES.C_SVC : SVM.SVM_TYPES.EPSILON_SVR,
      kernel: kernelOf(params['kernel']),
      cost: positiveNumber(params['C'], 1),
      gamma: positiveNumber(params['gamma'], 1 / (rows[0]?.length ?? 1)),
      degree: positiveNumber(params['degree'], 3),
      coef0: typeof params['coef0'] === 'number' ? params['coef0'] : 0,
      epsilon: positiveNumber(params['epsilon'], 0.1),
      tolerance: positiveNumber(params['tol'], 0.001),
      probabilityEstimates: isClassification,
      quiet: true,
    });
    machine.train(
      toArrays(rows),
      targets.map((target) => (target - mean) / spread),
    );
    const text = machine.serializeModel();
    machine.free();
    return { class_count: classCount, mean, deviation: spread, libsvm: text };
  },
  load(model) {
    const classCount = Number(model['class_count']);
    const [mean, spread] = [Number(model['mean']), Number(model['deviation'])];
    const machine = SVM.load(typeof model['libsvm'] === 'string' ? model['libsvm'] : '');
    return (rows) =>
      classCount === 0
        ? machine.predict(toArrays(rows)).map((value) => [value * spread + mean])
        : machine.predictProbability(toArrays(rows)).map(({ estimates }) => {
            const probabilities = Array.from({ length: classCount }, () => 0);
            for (const { label, probability } of estimates) probabilities[label] = probability;
            return probabilities;
          });
  },
};

function kernelOf(name: JsonValue | undefined): string {
  return kernels.get(typeof name === 'string' ? name : 'rbf') ?? SVM.KERNEL_TYPES.RBF;
}

function toArrays(rows: FeatureRows): number[][] {
  return rows.map((row) => [...row]);
}
