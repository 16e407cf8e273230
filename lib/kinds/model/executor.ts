import { join } from 'node:path';
import { quoteName } from '../../engine/sql-text';
import { writeAtomic } from '../../files/write-atomic';
import { isJsonObject, type JsonObject } from '../../util/json';
import { err, ok } from '../../util/result';
import type { Executor } from '../kind';
import { prepareQuery, writeOutput } from '../prepare-query';
import { algorithms, findAlgorithm } from './algorithms/registry';
import { positiveNumber } from './algorithm';
import { encodeRows, fitFeatures } from './encode-features';
import { measure } from './measure';
import { modelFile } from './model-file';
import { prepareTrainingSet, rowNumber, trainingTable } from './prepare-training-set';
import { readLabels } from './read-labels';
import type { ModelConfig } from './schema';
import { splitRows } from './split-rows';
import { asNumber } from './training-columns';
import { writePredictions } from './write-predictions';

/** Trains on a part of the rows, measures on the rest, and predicts all of them. */
export const modelExecutor: Executor<ModelConfig> = {
  async execute(node, context) {
    const { config } = node;
    const { connection, outputPath } = context;
    if (context.inputs.length === 0) {
      return err({
        code: 'invalid_config',
        message: `${node.id} has no inputs.`,
        hint: 'Name the node with the training set, as in "inputs: [{ref: feature_group.users}]".',
      });
    }
    const prepared = await prepareQuery(
      node,
      config.transform ?? 'FROM source',
      ['transform'],
      context,
    );
    if (!prepared.ok) return prepared;
    const { training } = config;
    const wanted = training?.algorithm ?? null;
    if (training === null || training === undefined || wanted === null) {
      const written = await writeOutput(prepared.value, context);
      return written.ok
        ? ok({ rowCount: written.value.rowCount, outputPath, metadata: { engine: 'duckdb' } })
        : written;
    }
    const algorithm = findAlgorithm(wanted);
    if (algorithm === undefined) {
      return err({
        code: 'unsupported_algorithm',
        message: `${node.id} asks for the algorithm "${wanted}", which isn't built in.`,
        hint: `Available: ${algorithms.map(({ name }) => name).join(', ')}.`,
      });
    }

    const trainingSet = await prepareTrainingSet(prepared.value, config, context);
    if (!trainingSet.ok) return trainingSet;
    const { idColumns, label, columns } = trainingSet.value;
    const numeric = columns.filter(({ categories }) => categories === null);
    const texts = columns.filter(({ categories }) => categories !== null);
    const rows = await connection.rows(
      `SELECT ${[
        `CAST(${quoteName(label)} AS VARCHAR) AS ${quoteName(label)}`,
        ...numeric.map(({ name }) => `${asNumber(name)} AS ${quoteName(name)}`),
        ...texts.map(({ name }) => `CAST(${quoteName(name)} AS VARCHAR) AS ${quoteName(name)}`),
      ].join(', ')} FROM ${trainingTable} ORDER BY ${quoteName(rowNumber)}`,
    );
    const labels = readLabels(rows, label);
    if (!labels.ok) return labels;

    const params = isJsonObject(training.params ?? undefined) ? (training.params ?? {}) : {};
    const testShare = Math.min(0.9, positiveNumber(params['test_size'], 0.2));
    const seed = positiveNumber(params['seed'] ?? params['random_state'], 42);
    const { train, test } = splitRows(labels.value.values, testShare, seed);
    const features = fitFeatures(columns, rows, train);
    const encoded = encodeRows(features, rows);
    // Training keeps this thread busy: let the log of the run get out first, and hear of a stop.
    await new Promise((resolve) => setImmediate(resolve));
    const trained = algorithm.train(pick(encoded, train), pick(labels.value.values, train), params);
    await new Promise((resolve) => setImmediate(resolve));
    if (context.signal.aborted) {
      return err({ code: 'cancelled', message: 'Cancelled before it was done.' });
    }
    const probabilities = trained.probabilities(encoded);
    const metrics = measure(pick(probabilities, test), pick(labels.value.values, test));

    const artefact: JsonObject = {
      name: node.name,
      algorithm: algorithm.name,
      library: algorithm.library,
      params,
      label_column: label,
      classes: [...labels.value.classes],
      features: features.map((feature) => ({ ...feature })),
      ...trained.model,
      split: { test_size: testShare, seed, training_rows: train.length, test_rows: test.length },
      metrics: { ...metrics },
      trained_at: context.now().toISOString(),
    };
    const path = modelFile(node.name);
    await writeAtomic(join(context.projectDir, path), `${JSON.stringify(artefact, null, 2)}\n`);
    const { rowCount } = await writePredictions({
      connection,
      table: trainingTable,
      rowNumber,
      idColumns,
      outputColumns: config.output_columns,
      probabilities,
      classes: labels.value.classes,
      outputPath,
    });
    return ok({
      rowCount,
      outputPath,
      metadata: {
        algorithm: algorithm.name,
        model_type: 'classification',
        label_column: label,
        feature_count: features.length,
        training_samples: train.length,
        test_samples: test.length,
        unlabelled_rows: rows.length - train.length - test.length,
        model_path: path,
        ...metrics,
        has_probabilities: true,
      },
    });
  },
};

/** The elements at these places; what is null or not there is left out. */
function pick<T>(from: readonly T[], places: readonly number[]): NonNullable<T>[] {
  const picked: NonNullable<T>[] = [];
  for (const place of places) {
    const element = from[place];
    if (element !== undefined && element !== null) picked.push(element);
  }
  return picked;
}
