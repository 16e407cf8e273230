import { describeQuery } from '../../engine/describe-query';
import { quoteName, quoteText } from '../../engine/sql-text';
import { writeAtomic } from '../../files/write-atomic';
import { err, ok } from '../../util/result';
import { entityFileOf, type Entity } from '../entity';
import type { ExecutionContext, ExecutionFailure, Executor } from '../kind';
import { prepareQuery, writeOutput } from '../prepare-query';
import { checkGroupColumns } from './check-group-columns';
import { isWithin, readPeriod } from './period';
import { publishGroup } from './publish-group';
import {
  eventTimeOf,
  featuresOf,
  isOfflineEnabled,
  onlineOf,
  requireEntity,
  type GroupNode,
} from './read-group';
import type { FeatureGroupConfig } from './schema';

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
    const checked = checkGroupColumns(node, columns, period.value !== null);
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
  publish: publishGroup,
};

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
