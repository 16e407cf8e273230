import { rm } from 'node:fs/promises';
import { describeQuery } from '../../engine/describe-query';
import { quoteText } from '../../engine/sql-text';
import { ok, type Result } from '../../util/result';
import type { ExecutionContext, ExecutionFailure, ExecutionOutput } from '../kind';
import { offlineFolder, onlineFile } from './feature-store-paths';
import { saveOffline } from './offline-store';
import { readPeriod } from './period';
import {
  eventTimeOf,
  featuresOf,
  isOfflineEnabled,
  onlineOf,
  partitionsOf,
  requireEntity,
  type GroupNode,
} from './read-group';

/** The stores come after the audits: what didn't pass them is neither trained on nor served. */
export async function publishGroup(
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
