import { isJsonArray, isJsonObject, type JsonObject } from '../../util/json';

/**
 * The further places that a node's document names for its output. `materialization` of a feature group
 * says how its stores are kept; only with a type or a table it is such a place.
 */
export function targetsOf(config: JsonObject): readonly JsonObject[] {
  const { materialization, materializations, kind } = config;
  if (isJsonArray(materializations)) return materializations.filter(isJsonObject);
  if (!isJsonObject(materialization)) return [];
  const isPlace =
    'type' in materialization || 'table' in materialization || kind !== 'feature_group';
  return isPlace && Object.keys(materialization).length > 0 ? [materialization] : [];
}
