import { join } from 'node:path';
import { describeQuery } from '../../engine/describe-query';
import { writeAtomic } from '../../files/write-atomic';
import { err, ok } from '../../util/result';
import { entityFileOf, entityOf, type Entity } from '../entity';
import type { ExecutionFailure, Executor } from '../kind';
import { prepareQuery, writeOutput } from '../prepare-query';
import { saveOffline } from './offline-store';
import type { FeatureGroupConfig } from './schema';

/**
 * Makes the features of an entity: the rows of the SQL, or of the first input without one. They are
 * handed on as Parquet, with the entity beside it, and kept in the offline store unless that is off.
 */
export const featureGroupExecutor: Executor<FeatureGroupConfig> = {
  async execute(node, context) {
    const { config } = node;
    const entity = entityOf(config.entity as Parameters<typeof entityOf>[0]);
    if (entity === null) throw new Error(`the entity of ${node.id} passed its schema unread`);
    if (context.inputs.length === 0) return err(noInput(node.id));
    const prepared = await prepareQuery(
      node,
      config.transform ?? 'FROM source',
      ['transform'],
      context,
    );
    if (!prepared.ok) return prepared;
    const { connection, outputPath } = context;
    const { query } = prepared.value;
    const columns = [...(await describeQuery(connection, query)).keys()];
    const declared = featureNames(config.features);
    const missing = [...entity.joinKeys, ...declared].filter((name) => !columns.includes(name));
    if (missing.length > 0) return err(missingColumns(node.id, missing, columns));

    const written = await writeOutput(prepared.value, context);
    if (!written.ok) return written;
    const { rowCount } = written.value;
    const eventTime = config.materialization?.event_time_col ?? null;
    await saveEntity(outputPath, entity, eventTime);
    const offline = isOfflineEnabled(config);
    if (offline) {
      await saveOffline({
        connection,
        rowsPath: outputPath,
        folder: join(
          context.projectDir,
          'target/feature_store_offline',
          context.projectName,
          entity.name,
          node.name,
        ),
        name: node.name,
        eventTime,
        rowCount,
        now: context.now(),
      });
    }
    const known = new Set([...entity.joinKeys, eventTime]);
    const features = declared.length > 0 ? declared : columns.filter((name) => !known.has(name));
    return ok({
      rowCount,
      outputPath,
      metadata: {
        engine: 'duckdb',
        entity: entity.name,
        join_keys: [...entity.joinKeys],
        feature_count: features.length,
        event_time_col: eventTime,
        offline,
        project: context.projectName,
      },
    });
  },
};

async function saveEntity(
  outputPath: string,
  entity: Entity,
  eventTime: string | null,
): Promise<void> {
  const meta = { entity_name: entity.name, join_keys: entity.joinKeys, event_time_col: eventTime };
  await writeAtomic(entityFileOf(outputPath), `${JSON.stringify(meta, null, 2)}\n`);
}

function featureNames(features: FeatureGroupConfig['features']): string[] {
  if (features === null || features === undefined) return [];
  return Array.isArray(features) ? features : Object.keys(features);
}

function isOfflineEnabled(config: FeatureGroupConfig): boolean {
  const offline = config.materialization?.offline;
  if (offline === null || offline === undefined) return true;
  return typeof offline === 'boolean' ? offline : (offline.enabled ?? true);
}

function noInput(id: string): ExecutionFailure {
  return {
    code: 'invalid_config',
    message: `${id} has no inputs.`,
    hint: 'Name the node with its data, as in "inputs: [{ref: transform.clean_users}]".',
  };
}

function missingColumns(
  id: string,
  missing: readonly string[],
  columns: readonly string[],
): ExecutionFailure {
  return {
    code: 'missing_column',
    message: `The result of ${id} lacks ${missing.join(', ')}; it has ${columns.join(', ')}.`,
    hint: 'Add the column to the SQL, or take it out of join_keys or features.',
  };
}
