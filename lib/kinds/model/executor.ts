import { join } from 'node:path';
import { quoteName } from '../../engine/sql-text';
import { writeAtomic } from '../../files/write-atomic';
import { isJsonObject, type JsonObject } from '../../util/json';
import { nearMatches } from '../../util/near-matches';
import { err, ok } from '../../util/result';
import type { Executor } from '../kind';
import { prepareQuery, writeOutput } from '../prepare-query';
import { algorithms, commonParams, findAlgorithm } from './algorithms/registry';
import { positiveNumber } from './algorithm';
import { encodeRows, fitFeatures } from './encode-features';
import { measureClasses } from './measure-classes';
import { measureNumbers } from './measure-numbers';
import { modelFile } from './model-file';
import { prepareTrainingSet, rowNumber, trainingTable } from './prepare-training-set';
import { readClasses, readNumbers } from './read-labels';
import type { ModelConfig } from './schema';
import { splitRows } from './split-rows';
import { trainInWorker } from './train-in-worker';
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
      const names = algorithms.map(({ name }) => name);
      const [near] = nearMatches(wanted, names, 1);
      return err({
        code: 'unsupported_algorithm',
        message: `${node.id} asks for the algorithm "${wanted}", which isn't built in.`,
        hint: `${near === undefined ? '' : `Did you mean ${near}? `}Available: ${names.join(', ')}.`,
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
    const isClassification = algorithm.task === 'classification';
    const labels = (isClassification ? readClasses : readNumbers)(rows, label);
    if (!labels.ok) return labels;
    const { targets, classes } = labels.value;

    const params = isJsonObject(training.params ?? undefined) ? (training.params ?? {}) : {};
    const known = [...algorithm.params, ...commonParams];
    const unknown = Object.keys(params).filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      context.log(
        'warning',
        `${algorithm.name} does not know ${unknown.join(', ')}; its params are ${known.join(', ')}.`,
      );
    }
    const testShare = Math.min(0.9, positiveNumber(params['test_size'], 0.2));
    const seed = Math.floor(positiveNumber(params['seed'] ?? params['random_state'], 42));
    const groups = isClassification
      ? targets
      : targets.map((target) => (target === null ? null : 0));
    const { train, test } = splitRows(groups, testShare, seed);
    const features = fitFeatures(columns, rows, train);
    const trained = await trainInWorker(
      {
        algorithm: algorithm.name,
        rows: Float64Array.from(encodeRows(features, rows).flat()),
        columnCount: features.length,
        train: Int32Array.from(train),
        targets: Float64Array.from(pick(targets, train)),
        classCount: classes.length,
        params,
        seed,
      },
      {
        signal: context.signal,
        onProgress: (percent) => context.progress({ percent, rows: null }),
      },
    );
    if (!trained.ok) return trained;
    const { model, libraryVersion } = trained.value;
    const predictions = rowsOf(trained.value.predictions, Math.max(1, classes.length));
    const tested = pick(predictions, test);
    const truth = pick(targets, test);
    const metrics = isClassification
      ? measureClasses(tested, truth, classes.length)
      : measureNumbers(
          tested.map(([value = 0]) => value),
          truth,
        );

    const artefact: JsonObject = {
      name: node.name,
      algorithm: algorithm.name,
      model_type: algorithm.task,
      library: { name: algorithm.library, version: libraryVersion },
      params,
      label_column: label,
      classes: [...classes],
      features: features.map((feature) => ({ ...feature })),
      model,
      split: { test_size: testShare, seed, training_rows: train.length, test_rows: test.length },
      metrics: { ...metrics },
      trained_at: context.now().toISOString(),
    };
    const path = modelFile(node.name);
    await writeAtomic(join(context.projectDir, path), `${JSON.stringify(artefact)}\n`);
    const { rowCount } = await writePredictions({
      connection,
      table: trainingTable,
      rowNumber,
      idColumns,
      outputColumns: config.output_columns,
      predictions,
      classes,
      outputPath,
    });
    return ok({
      rowCount,
      outputPath,
      metadata: {
        algorithm: algorithm.name,
        model_type: algorithm.task,
        label_column: label,
        ...(isClassification ? { classes: [...classes] } : {}),
        feature_count: features.length,
        training_samples: train.length,
        test_samples: test.length,
        unlabelled_rows: rows.length - train.length - test.length,
        model_path: path,
        library: `${algorithm.library} ${libraryVersion}`,
        ...metrics,
        ...(isClassification ? { has_probabilities: true } : {}),
      },
    });
  },
};

function rowsOf(flat: Float64Array, width: number): readonly (readonly number[])[] {
  return Array.from({ length: flat.length / width }, (_, row) =>
    Array.from(flat.subarray(row * width, (row + 1) * width)),
  );
}

/** The elements at these places; what is null or not there is left out. */
function pick<T>(from: readonly T[], places: readonly number[]): NonNullable<T>[] {
  const picked: NonNullable<T>[] = [];
  for (const place of places) {
    const element = from[place];
    if (element !== undefined && element !== null) picked.push(element);
  }
  return picked;
}
