import { nodeId } from '../graph/node-id';
import { isJsonArray, isJsonObject, type JsonValue } from '../util/json';
import { nearMatches } from '../util/near-matches';
import type { Diagnostic } from './diagnostic';
import { didYouMean } from './did-you-mean';
import { outsideCheck } from './outside-check';

/**
 * Connections that nodes name and the profile doesn't have. A warning: profiles stay out of version
 * control, so that a project may be checked where there is none.
 */
export const connectionsCheck = outsideCheck({
  parts: [],
  fields: ['params', 'materialization', 'materializations'],
  find: (nodes, { profiles: { file: profile, connections } }) =>
    nodes.flatMap(({ path, node }): Diagnostic[] => {
      const missing = [...new Set(connectionsOf(node.config))].filter(
        (name) => !connections.has(name) && !/[${]/.test(name),
      );
      return missing.map((name) => {
        const near = nearMatches(name, connections.keys());
        return {
          code: 'unknown_connection',
          severity: 'warning',
          message:
            profile === null
              ? `${node.id} uses the connection "${name}", and there is no profiles.yml.`
              : `${node.id} uses the connection "${name}", which ${profile} doesn't define.`,
          hint: near.length > 0 ? didYouMean(near) : 'Add it there under "connections".',
          place: { file: path, ...node.nameAt },
          nodeId: nodeId(node.kind, node.name),
        };
      });
    }),
});

function connectionsOf({
  params,
  materialization,
  materializations,
}: {
  readonly params?: JsonValue;
  readonly materialization?: JsonValue;
  readonly materializations?: JsonValue;
}): string[] {
  const places = [
    params,
    materialization,
    ...(isJsonArray(materializations) ? materializations : []),
  ];
  return places.flatMap((place) => {
    const name = isJsonObject(place) ? place['connection'] : undefined;
    return typeof name === 'string' && name !== '' ? [name] : [];
  });
}
