import { RandomForestClassifier, RandomForestRegression } from 'ml-random-forest';
import { isJsonArray, type JsonObject, type JsonValue } from '../../../util/json';
import { positiveCount, positiveNumber, type Algorithm, type FeatureRows } from '../algorithm';
import { randomFrom } from '../random-from';

/** Trees of the package take the square of their rows in time; many small ones are as good as few large. */
const rowsOfTree = 500;

/**
 * Trees over rows and features that are drawn by chance. Each tree is a forest of one, so that progress
 * can be told, and that a vote gives probabilities.
 */
export const randomForest: Algorithm = {
  train({ rows, targets, classCount, params, seed, onProgress }): JsonObject {
    const count = positiveCount(params['n_estimators'], 100);
    const random = randomFrom(seed);
    const size = Math.min(rows.length, positiveCount(params['max_samples'], rowsOfTree));
    const width = rows[0]?.length ?? 0;
    const Forest = classCount > 0 ? RandomForestClassifier : RandomForestRegression;
    // The package makes no split that leaves no error at all: a trace of one must remain.
    const trembling = classCount > 0 ? 0 : spreadOf(targets) * 1e-9;
    const trees: JsonValue[] = [];
    for (let tree = 0; tree < count; tree += 1) {
      const drawn = Array.from({ length: size }, () => Math.floor(random() * rows.length));
      const forest = new Forest({
        nEstimators: 1,
        seed: Math.floor(random() * 2 ** 31),
        maxFeatures: featuresOfTree(params['max_features'], width),
        replacement: false,
        useSampleBagging: false,
        noOOB: true,
        treeOptions: {
          maxDepth: positiveCount(params['max_depth'], 6),
          minNumSamples: positiveCount(params['min_samples_split'], 3),
          gainThreshold: classCount > 0 ? 0.001 : 0,
        },
      });
      forest.train(
        drawn.map((row) => [...(rows[row] ?? [])]),
        drawn.map((row) => (targets[row] ?? 0) + trembling * (random() - 0.5)),
      );
      trees.push(JSON.parse(JSON.stringify(forest.toJSON())) as JsonValue);
      onProgress((100 * (tree + 1)) / count);
    }
    return { class_count: classCount, trees };
  },
  load(model) {
    const classCount = Number(model['class_count']);
    const trees = isJsonArray(model['trees']) ? model['trees'] : [];
    const Forest = classCount > 0 ? RandomForestClassifier : RandomForestRegression;
    // The package's types know its models only as what its own toJSON gives.
    const forests = trees.map((tree) => Forest.load(tree as never));
    return (rows) => {
      if (rows.length === 0) return [];
      const said = forests.map((forest) => forest.predict(toArrays(rows)));
      return rows.map((_, row) => {
        const votes = said.map((predictions) => predictions[row] ?? 0);
        if (classCount === 0) return [votes.reduce((sum, vote) => sum + vote, 0) / votes.length];
        return Array.from(
          { length: classCount },
          (__, at) => votes.filter((vote) => vote === at).length / votes.length,
        );
      });
    };
  },
};

/** `sqrt`, `log2`, a share or a number; without it most of them, as they are drawn once a tree. */
function featuresOfTree(wanted: JsonValue | undefined, width: number): number {
  const count =
    wanted === 'sqrt'
      ? Math.sqrt(width)
      : wanted === 'log2'
        ? Math.log2(width)
        : positiveNumber(wanted, 0.7);
  const features = typeof wanted === 'string' || count > 1 ? count : count * width;
  return Math.max(1, Math.min(width, Math.ceil(features)));
}

function toArrays(rows: FeatureRows): number[][] {
  return rows.map((row) => [...row]);
}

function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
