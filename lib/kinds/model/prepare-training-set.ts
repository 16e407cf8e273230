import { describeQuery } from '../../engine/describe-query';
import { quoteName, quotePath } from '../../engine/sql-text';
import { refCalls } from '../../engine/resolve-refs';
import { kindOfId, shortNameOf } from '../../graph/node-id';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionContext, ExecutionFailure } from '../kind';
import type { PreparedQuery } from '../prepare-query';
import type { FeatureColumn } from './encode-features';
import { readIdColumns } from './read-id-columns';
import type { ModelConfig } from './schema';
import { chooseFeatures } from './training-columns';

/** Where the training set is kept while the node runs. */
export const trainingTable = 'main."training set"';
/** Its column that numbers the rows from 0, in the same order each time the data is the same. */
export const rowNumber = 'number of row';

/** What the columns of the training set are for. */
export interface TrainingSet {
  readonly idColumns: readonly string[];
  readonly label: string;
  readonly columns: readonly FeatureColumn[];
}

/** Makes the training set, with the label from `label_source` when the SQL doesn't select it. */
export async function prepareTrainingSet(
  prepared: PreparedQuery,
  config: ModelConfig,
  context: ExecutionContext,
): Promise<Result<TrainingSet, ExecutionFailure>> {
  const { connection } = context;
  const label = config.training?.label_column ?? null;
  if (label === null) {
    return err({
      code: 'invalid_config',
      message: "The training doesn't say what to learn.",
      hint: 'Add training.label_column with the column to predict.',
    });
  }
  const keys = await readIdColumns(context.inputs);
  const selected = await describeQuery(connection, prepared.query);
  const query = selected.has(label)
    ? prepared.query
    : await withLabel(prepared.query, label, selected, keys, config, context);
  if (query === null) {
    return err({
      code: 'missing_column',
      message: `The training set lacks the label ${label}; it has ${[...selected.keys()].join(', ')}.`,
      hint: 'Select it in the "transform" SQL, or name the feature group that has it, with the same join keys, as training.label_source.',
    });
  }
  await connection.run(
    `CREATE TABLE ${trainingTable} AS
     SELECT row_number() OVER () - 1 AS ${quoteName(rowNumber)}, *
     FROM (SELECT * FROM (${query}\n) ORDER BY ALL)`,
  );
  const idColumns = [...selected.keys()].filter(
    (name) => name !== label && (keys.includes(name) || config.output_columns.includes(name)),
  );
  const candidates = new Map(
    [...selected].filter(([name]) => name !== label && !idColumns.includes(name)),
  );
  const columns = await chooseFeatures(connection, trainingTable, candidates);
  return columns.ok ? ok({ idColumns, label, columns: columns.value }) : columns;
}

/** The query with the label joined to it by the join keys; null when that can't be done. */
async function withLabel(
  query: string,
  label: string,
  selected: ReadonlyMap<string, string>,
  keys: readonly string[],
  config: ModelConfig,
  context: ExecutionContext,
): Promise<string | null> {
  const text = config.training?.label_source ?? '';
  const wanted = refCalls(text)[0] ?? text;
  const source = context.inputs.find(({ id }) => id === wanted);
  if (source === undefined) return null;
  const view = quotePath(kindOfId(source.id), shortNameOf(source.id));
  const offered = await describeQuery(context.connection, `FROM ${view}`);
  const shared = keys.filter((key) => selected.has(key) && offered.has(key));
  if (!offered.has(label) || shared.length === 0) return null;
  const names = shared.map(quoteName).join(', ');
  return `SELECT s.*, l.${quoteName(label)} FROM (${query}\n) s
    LEFT JOIN (SELECT ${names}, any_value(${quoteName(label)}) AS ${quoteName(label)} FROM ${view} GROUP BY ${names}) l USING (${names})`;
}
