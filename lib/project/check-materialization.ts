import type { JsonObject } from '../util/json';
import type { Findings } from './findings';
import type { YamlPlaces } from './yaml-places';

/** One target or a list of them: with both nobody could tell which is meant. */
export function checkMaterialization(
  config: JsonObject,
  places: YamlPlaces,
  found: Findings,
): void {
  const { materialization = null, materializations = null } = config;
  if (materialization === null || materializations === null) return;
  found.error(
    'invalid_field',
    'The node has both "materialization" and "materializations".',
    places.ofPath(['materializations']),
    'Keep one of them; a list takes several targets.',
  );
}
