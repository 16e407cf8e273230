import { rm } from 'node:fs/promises';
import { describeQuery } from '../../engine/describe-query';
import { quoteName, quoteText } from '../../engine/sql-text';
import { writeAtomic } from '../../files/write-atomic';
import { err, ok, type Result } from '../../util/result';
import { parseDuration } from '../duration';
import { entityFileOf, entityOf, type Entity } from '../entity';
import type {
  ExecutionContext,
  ExecutionFailure,
  ExecutionOutput,
  Executor,
  KindNode,
} from '../kind';
import { prepareQuery, writeOutput } from '../prepare-query';
import { offlineFolder, onlineFile } from './feature-store-paths';
import { isOfDtype } from './feature-type';
import { saveOffline } from './offline-store';
import { isWithin, readPeriod } from './period';
import type { FeatureGroupConfig } from './schema';

type GroupNode = KindNode<FeatureGroupConfig>;

/**
 * Makes the features of an entity: the rows of the SQL, or of the first input without one. They are
 * handed on as Parquet, with the entity beside it; once its audits have passed they go to the offline
 * store, unless that is off, and to the online store, if that is on.
 */
export const featureGroupExecutor: Executor<FeatureGroupConfig> = {
  async execute(node, context) {
    const { config } = node;
    const { connection, outputPath } = context;
    if (context.inputs.length === 0) return err(noInput(node.id));
    const engine = config.engine ?? 'duckdb';
    if (engine !== 'duckdb') return err(otherEngine(node.id, engine));
    const prepared = await prepareQuery(
      node,
      config.transform ?? 'FROM source',
      ['transform'],
      context,
    );
    if (!prepared.ok) return prepared;
    const period = await readPeriod(connection, config);
    if (!period.ok) return period;
    const columns = await describeQuery(connection, prepared.value.query);
    const checked = checkColumns(node, columns, period.value !== null);
    if (!checked.ok) return checked;
    for (const warning of checked.value) context.log('warning', warning);

    const { query } = prepared.value;
    const eventTime = eventTimeOf(node);
    const written = await writeOutput(
      period.value === null || eventTime === null
        ? prepared.value
        : {
            ...prepared.value,
            query: `FROM (${query}\n) WHERE ${isWithin(quoteName(eventTime), period.value)}`,
          },
      context,
    );
    if (!written.ok) return written;
    const entity = requireEntity(node);
    await saveEntity(outputPath, entity, eventTime);
    const duplicates = await duplicateWarning(node, context);
    if (duplicates !== null) context.log('warning', duplicates);
    const warnings = [...checked.value, ...(duplicates === null ? [] : [duplicates])];
    return ok({
      rowCount: written.value.rowCount,
      outputPath,
      metadata: {
        engine: 'duckdb',
        entity: entity.name,
        join_keys: [...entity.joinKeys],
        feature_count: featuresOf(node, [...columns.keys()]).length,
        features: featuresOf(node, [...columns.keys()]),
        event_time_col: eventTime,
        mode: config.mode ?? 'overwrite',
        offline: isOfflineEnabled(config),
        online: onlineOf(config).enabled,
        project: context.projectName,
        ...(warnings.length > 0 ? { warnings } : {}),
      },
    });
  },
  publish,
};

/** The stores come after the audits: what didn't pass them is neither trained on nor served. */
async function publish(
  node: GroupNode,
  output: ExecutionOutput,
  context: ExecutionContext,
): Promise<Result<ExecutionOutput, ExecutionFailure>> {
  const { config } = node;
  const { connection, outputPath, projectDir, projectName } = context;
  const entity = requireEntity(node);
  const address = { projectDir, projectName, entity: entity.name, name: node.name };
  const period = await readPeriod(connection, config);
  if (!period.ok) return period;
  const rows = `FROM read_parquet(${quoteText(outputPath)})`;
  const columns = [...(await describeQuery(connection, rows)).keys()];
  const batch = {
    connection,
    rowsPath: outputPath,
    name: node.name,
    entity: entity.name,
    joinKeys: entity.joinKeys,
    eventTime: eventTimeOf(node),
    features: featuresOf(node, columns),
    mode: config.mode ?? 'overwrite',
    now: context.now(),
  } as const;
  let facts = {};
  if (isOfflineEnabled(config)) {
    const version = await saveOffline({
      ...batch,
      folder: offlineFolder(address),
      period: period.value,
      partitionBy: partitionsOf(config),
    });
    facts = { version };
  }
  const online = onlineOf(config);
  const file = onlineFile(address);
  if (online.enabled) {
    const { saveOnline } = await import('./online-store');
    const keys = await saveOnline({
      ...batch,
      file,
      isWhole: period.value === null,
      ttlSeconds: online.ttlSeconds,
    });
    facts = { ...facts, online_keys: keys, ttl_seconds: online.ttlSeconds };
  } else {
    // What is no longer kept up to date must not be served.
    await rm(file, { force: true });
  }
  return ok({ ...output, metadata: { ...output.metadata, ...facts } });
}

/** Warnings about types; a failure when columns are missing, or types are wrong and the group is strict. */
function checkColumns(
  node: GroupNode,
  columns: ReadonlyMap<string, string>,
  hasPeriod: boolean,
): Result<string[], ExecutionFailure> {
  const { config } = node;
  const eventTime = eventTimeOf(node);
  const missing = [
    ...requireEntity(node).joinKeys,
    ...declaredFeatures(config),
    ...(eventTime === null ? [] : [eventTime]),
    ...(isOfflineEnabled(config) ? partitionsOf(config) : []),
  ].filter((name) => !columns.has(name));
  if (missing.length > 0) return err(missingColumns(node.id, [...new Set(missing)], columns));
  if (hasPeriod && eventTime === null) {
    return err({
      code: 'invalid_config',
      message: `${node.id} has a feature_start_time or feature_end_time, but no event time.`,
      hint: 'Add materialization.event_time_col with the column that it is about.',
    });
  }
  if (eventTime !== null && eventTime !== 'event_time' && columns.has('event_time')) {
    return err({
      code: 'invalid_config',
      message: `${node.id} has a column event_time besides its event time ${eventTime}, which is called so in the offline store.`,
      hint: 'Rename one of them in the SQL.',
    });
  }
  const { features } = config;
  const wrong = Object.entries(Array.isArray(features) ? {} : (features ?? {})).flatMap(
    ([name, feature]) => {
      const dtype = typeof feature === 'string' ? null : (feature?.dtype ?? null);
      const type = columns.get(name) ?? '';
      return dtype === null || isOfDtype(type, dtype) ? [] : [`${name} is ${type}, not ${dtype}`];
    },
  );
  if (wrong.length === 0) return ok([]);
  const message = `The features of ${node.id} are not what it declares: ${wrong.join('; ')}.`;
  if (config.strict !== true) return ok([message]);
  return err({
    code: 'schema_mismatch',
    message,
    hint: 'Cast the column in the SQL, or correct its dtype.',
  });
}

/** Rows that only chance could choose between when features are looked up. */
async function duplicateWarning(
  node: GroupNode,
  { connection, outputPath }: ExecutionContext,
): Promise<string | null> {
  const eventTime = eventTimeOf(node);
  const keys = [...requireEntity(node).joinKeys, ...(eventTime === null ? [] : [eventTime])];
  const names = keys.map(quoteName).join(', ');
  const [found] = await connection.rows(
    `SELECT count(*) AS n FROM (SELECT 1 FROM read_parquet(${quoteText(outputPath)}) GROUP BY ${names} HAVING count(*) > 1)`,
  );
  const n = Number(found?.['n'] ?? 0);
  if (n === 0) return null;
  return `${node.id} has several rows for ${String(n)} combination(s) of ${keys.join(', ')}: the last one written counts.`;
}

async function saveEntity(
  outputPath: string,
  entity: Entity,
  eventTime: string | null,
): Promise<void> {
  const meta = { entity_name: entity.name, join_keys: entity.joinKeys, event_time_col: eventTime };
  await writeAtomic(entityFileOf(outputPath), `${JSON.stringify(meta, null, 2)}\n`);
}

function requireEntity({ id, config }: GroupNode): Entity {
  const entity = entityOf(config.entity as Parameters<typeof entityOf>[0]);
  if (entity === null) throw new Error(`the entity of ${id} passed its schema unread`);
  return entity;
}

function eventTimeOf({ config }: GroupNode): string | null {
  return config.materialization?.event_time_col ?? null;
}

function declaredFeatures({ features }: FeatureGroupConfig): string[] {
  if (features === null || features === undefined) return [];
  return Array.isArray(features) ? features : Object.keys(features);
}

/** The declared ones, else every column but the keys and the event time. */
function featuresOf(node: GroupNode, columns: readonly string[]): string[] {
  const declared = declaredFeatures(node.config);
  if (declared.length > 0) return declared;
  const known = new Set([...requireEntity(node).joinKeys, eventTimeOf(node)]);
  return columns.filter((name) => !known.has(name));
}

function isOfflineEnabled({ materialization }: FeatureGroupConfig): boolean {
  const offline = materialization?.offline;
  if (offline === null || offline === undefined) return true;
  return typeof offline === 'boolean' ? offline : (offline.enabled ?? true);
}

function partitionsOf({ materialization }: FeatureGroupConfig): string[] {
  const offline = materialization?.offline;
  const columns = typeof offline === 'object' ? (offline?.partition_by ?? []) : [];
  return typeof columns === 'string' ? [columns] : columns;
}

function onlineOf({ materialization }: FeatureGroupConfig): {
  readonly enabled: boolean;
  readonly ttlSeconds: number | null;
} {
  const online = materialization?.online ?? false;
  if (typeof online === 'boolean') return { enabled: online, ttlSeconds: null };
  return { enabled: online.enabled ?? true, ttlSeconds: parseDuration(online.ttl) };
}

function noInput(id: string): ExecutionFailure {
  return {
    code: 'invalid_config',
    message: `${id} has no inputs.`,
    hint: 'Name the node with its data, as in "inputs: [{ref: transform.clean_users}]".',
  };
}

function otherEngine(id: string, engine: string): ExecutionFailure {
  return {
    code: 'unsupported_engine',
    message: `${id} wants the engine ${engine}, which isn't built in.`,
    hint: 'Take "engine" out of its file to compute it with DuckDB.',
  };
}

function missingColumns(
  id: string,
  missing: readonly string[],
  columns: ReadonlyMap<string, string>,
): ExecutionFailure {
  return {
    code: 'missing_column',
    message: `The result of ${id} lacks ${missing.join(', ')}; it has ${[...columns.keys()].join(', ')}.`,
    hint: 'Add the column to the SQL, or take it out of join_keys, features or materialization.',
  };
}
