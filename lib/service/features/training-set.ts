import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import type { EngineConnection, EngineRow } from '../../engine/connection';
import { copyQuery } from '../../engine/copy-query';
import { describeQuery } from '../../engine/describe-query';
import { EngineError } from '../../engine/engine-error';
import { quoteName, quoteText } from '../../engine/sql-text';
import { chooseFeatures, type ChosenGroup } from '../../features/choose-features';
import { knownGroups } from '../../features/known-group';
import { pointInTimeQuery, type Spine } from '../../features/point-in-time-join';
import type { ProjectPaths } from '../../files/project-paths';
import type { Manifest } from '../../manifest/manifest';
import { err, ok, type Result } from '../../util/result';
import { serviceError, type ServiceError } from '../service-error';

export interface TrainingSetRequest {
  /** A CSV, Parquet or JSON file with the join keys and a time in each row. */
  readonly spine: string;
  /** Feature groups, `group.feature`, or names of features. */
  readonly features: readonly string[];
  /** A file to write, CSV, Parquet or JSON by its ending; null: some rows are enough. */
  readonly output: string | null;
  /** The column with the time of a row; null: it is looked for. */
  readonly eventTime: string | null;
}

export interface TrainingSet {
  readonly rowCount: number;
  readonly columns: readonly string[];
  /** The first rows, when no file was asked for. */
  readonly sample: readonly EngineRow[];
  readonly output: string | null;
}

const sampleRows = 20;

const readers: Readonly<Record<string, string>> = {
  '.csv': 'read_csv',
  '.tsv': 'read_csv',
  '.parquet': 'read_parquet',
  '.json': 'read_json',
  '.jsonl': 'read_json',
  '.ndjson': 'read_json',
};

const formats: Readonly<Record<string, string>> = {
  '.csv': 'FORMAT csv, HEADER true',
  '.parquet': 'FORMAT parquet',
  '.json': 'FORMAT json, ARRAY true',
  '.jsonl': 'FORMAT json',
};

const isTime = /^(DATE|TIMESTAMP)/;

/** Joins each row of the spine with the features as they were known at its time. Paths start at the working directory. */
export async function makeTrainingSet(
  paths: ProjectPaths,
  manifest: Manifest,
  request: TrainingSetRequest,
): Promise<Result<TrainingSet, ServiceError>> {
  const spineFile = resolve(request.spine);
  const reader = readers[extname(spineFile).toLowerCase()];
  if (reader === undefined) return refused(`${request.spine} is no CSV, Parquet or JSON file.`);
  const format = request.output === null ? null : formats[extname(request.output).toLowerCase()];
  if (format === undefined) {
    return refused(
      `${request.output ?? ''} has an ending that isn't known.`,
      'Write .parquet, .csv, .json or .jsonl.',
    );
  }
  const isThere = await access(spineFile).then(
    () => true,
    () => false,
  );
  if (!isThere) return refused(`There is no file ${request.spine}.`, 'Check the path of --spine.');
  const chosen = await chooseFeatures(knownGroups(paths, manifest), request.features);
  if (!chosen.ok) return refused(chosen.error.message, chosen.error.hint);

  const { openEngine } = await import('../../engine/engine');
  const tempDirectory = await mkdtemp(join(tmpdir(), 'seeknal-training-'));
  const engine = await openEngine({ tempDirectory });
  try {
    const connection = await engine.connect();
    const spine = await readSpine(
      connection,
      `${reader}(${quoteText(spineFile)})`,
      request,
      chosen.value,
    );
    if (!spine.ok) return spine;
    const query = pointInTimeQuery(spine.value, chosen.value);
    const columns = [...(await describeQuery(connection, query)).keys()];
    if (request.output !== null && format !== null) {
      const { rowCount } = await copyQuery(connection, query, resolve(request.output), format);
      return ok({ rowCount, columns, sample: [], output: request.output });
    }
    const [counted] = await connection.rows(`SELECT count(*) AS n FROM ${spine.value.rows}`);
    const sample = await connection.rows(`FROM (${query}) LIMIT ${String(sampleRows)}`);
    return ok({ rowCount: Number(counted?.['n'] ?? 0), columns, sample, output: null });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return refused(`The training set could not be made: ${error.message}`);
  } finally {
    engine.close();
    await rm(tempDirectory, { recursive: true, force: true });
  }
}

async function readSpine(
  connection: EngineConnection,
  rows: string,
  { eventTime, spine }: TrainingSetRequest,
  groups: readonly ChosenGroup[],
): Promise<Result<Spine, ServiceError>> {
  const columns = await describeQuery(connection, `FROM ${rows}`);
  const names = [...columns.keys()];
  const keys = [...new Set(groups.flatMap(({ metadata }) => metadata.joinKeys))];
  const missing = keys.filter((key) => !columns.has(key));
  if (missing.length > 0) {
    return refused(
      `${spine} lacks the join key ${missing.join(', ')}; it has ${names.join(', ')}.`,
      'Name the columns of the spine like the join keys of the feature groups.',
    );
  }
  const timeless = groups.find(({ metadata }) => !('event_time' in metadata.schema));
  if (timeless !== undefined) {
    return refused(
      `feature_group.${timeless.group.name} has no event time, so that nobody can say what was known when.`,
      'Add materialization.event_time_col to it and run it again.',
    );
  }
  const times = names.filter((name) => isTime.test(columns.get(name) ?? ''));
  const guess =
    ['event_time', 'event_timestamp'].find((name) => columns.has(name)) ??
    (times.length === 1 ? times[0] : undefined);
  const time = eventTime ?? guess;
  if (time === undefined || !columns.has(time)) {
    return refused(
      time === undefined
        ? `It is not clear which column of ${spine} has the time of a row.`
        : `${spine} has no column ${time}.`,
      `Name one with --event-time; there are ${(times.length > 0 ? times : names).join(', ')}.`,
    );
  }
  const name = quoteName(time);
  const [wrong] = await connection.rows(
    `SELECT count(*) AS n FROM ${rows} WHERE ${name} IS NOT NULL AND TRY_CAST(${name} AS TIMESTAMP) IS NULL`,
  );
  const wrongRows = Number(wrong?.['n'] ?? 0);
  if (wrongRows > 0) {
    return refused(`${String(wrongRows)} rows of ${spine} have no time in ${time}.`);
  }
  return ok({ rows, columns, eventTime: time });
}

function refused(message: string, hint?: string): Result<never, ServiceError> {
  return err(serviceError('invalid_request', message, hint === undefined ? {} : { hint }));
}
