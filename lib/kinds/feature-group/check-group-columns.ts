import { err, ok, type Result } from '../../util/result';
import type { ExecutionFailure } from '../kind';
import { isOfDtype } from './feature-type';
import {
  declaredFeatures,
  eventTimeOf,
  isOfflineEnabled,
  partitionsOf,
  requireEntity,
  type GroupNode,
} from './read-group';

/** Warnings about types; a failure when columns are missing, or types are wrong and the group is strict. */
export function checkGroupColumns(
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
