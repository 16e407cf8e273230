import type { Algorithm } from '../algorithm';

/** What is known of an algorithm before anything of it is loaded. */
export interface AlgorithmDefinition {
  readonly name: string;
  readonly task: 'classification' | 'regression';
  /** The package that does the work. */
  readonly library: string;
  /** Names that other tools give it, in small letters. */
  readonly aliases: readonly string[];
  /** The parameters that it knows, besides those of every algorithm. */
  readonly params: readonly string[];
  readonly load: () => Promise<Algorithm>;
}

const forestParams = [
  'n_estimators',
  'max_depth',
  'min_samples_split',
  'max_features',
  'max_samples',
];
const boostingParams = [
  'n_estimators',
  'max_depth',
  'learning_rate',
  'subsample',
  'colsample_bytree',
  'min_child_weight',
];
const vectorParams = ['C', 'kernel', 'gamma', 'degree', 'coef0', 'tol'];

/** A new algorithm is a file beside this one and an entry here. */
export const algorithms: readonly AlgorithmDefinition[] = [
  {
    name: 'linear_regression',
    task: 'regression',
    library: 'ml-regression-multivariate-linear',
    aliases: ['linearregression', 'ols'],
    params: [],
    load: async () => (await import('./linear-regression')).linearRegression,
  },
  {
    name: 'logistic_regression',
    task: 'classification',
    library: 'ml-matrix',
    aliases: ['logisticregression', 'logit'],
    params: ['C', 'max_iter', 'tol'],
    load: async () => (await import('./logistic-regression')).logisticRegression,
  },
  {
    name: 'random_forest',
    task: 'classification',
    library: 'ml-random-forest',
    aliases: ['randomforestclassifier', 'random_forest_classifier'],
    params: forestParams,
    load: async () => (await import('./random-forest')).randomForest,
  },
  {
    name: 'random_forest_regressor',
    task: 'regression',
    library: 'ml-random-forest',
    aliases: ['randomforestregressor'],
    params: forestParams,
    load: async () => (await import('./random-forest')).randomForest,
  },
  {
    name: 'svm',
    task: 'classification',
    library: 'libsvm-js',
    aliases: ['svc', 'svm_classifier'],
    params: vectorParams,
    load: async () => (await import('./svm')).svm,
  },
  {
    name: 'svm_regressor',
    task: 'regression',
    library: 'libsvm-js',
    aliases: ['svr'],
    params: [...vectorParams, 'epsilon'],
    load: async () => (await import('./svm')).svm,
  },
  {
    name: 'xgboost',
    task: 'classification',
    library: 'ml-xgboost',
    aliases: ['xgbclassifier', 'xgboost_classifier', 'gradientboostingclassifier'],
    params: boostingParams,
    load: async () => (await import('./xgboost')).xgboost,
  },
  {
    name: 'xgboost_regressor',
    task: 'regression',
    library: 'ml-xgboost',
    aliases: ['xgbregressor', 'gradientboostingregressor'],
    params: boostingParams,
    load: async () => (await import('./xgboost')).xgboost,
  },
];

/** Parameters that say how the training goes, whatever the algorithm. */
export const commonParams: readonly string[] = ['test_size', 'seed', 'random_state'];

/** The algorithm of a name, in either spelling (`LogisticRegression`, `logistic_regression`). */
export function findAlgorithm(name: string): AlgorithmDefinition | undefined {
  const wanted = name.toLowerCase();
  return algorithms.find(
    (algorithm) => algorithm.name === wanted || algorithm.aliases.includes(wanted),
  );
}
