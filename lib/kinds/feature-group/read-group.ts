import { parseDuration } from '../duration';
import { entityOf, type Entity } from '../entity';
import type { KindNode } from '../kind';
import type { FeatureGroupConfig } from './schema';

/** What a feature group's definition says, with what is left out filled in. */
export type GroupNode = KindNode<FeatureGroupConfig>;

/** Whose features these are; the schema has seen to it that there is one. */
export function requireEntity({ id, config }: GroupNode): Entity {
  const entity = entityOf(config.entity as Parameters<typeof entityOf>[0]);
  if (entity === null) throw new Error(`the entity of ${id} passed its schema unread`);
  return entity;
}

/** The column that says when a row became known; null when the rows have no time. */
export function eventTimeOf({ config }: GroupNode): string | null {
  return config.materialization?.event_time_col ?? null;
}

/** The names under `features`; empty when the SQL alone says what there is. */
export function declaredFeatures({ features }: FeatureGroupConfig): string[] {
  if (features === null || features === undefined) return [];
  return Array.isArray(features) ? features : Object.keys(features);
}

/** The declared ones, else every column but the keys and the event time. */
export function featuresOf(node: GroupNode, columns: readonly string[]): string[] {
  const declared = declaredFeatures(node.config);
  if (declared.length > 0) return declared;
  const known = new Set([...requireEntity(node).joinKeys, eventTimeOf(node)]);
  return columns.filter((name) => !known.has(name));
}

/** The offline store is on unless it is switched off. */
export function isOfflineEnabled({ materialization }: FeatureGroupConfig): boolean {
  const offline = materialization?.offline;
  if (offline === null || offline === undefined) return true;
  return typeof offline === 'boolean' ? offline : (offline.enabled ?? true);
}

/** The columns by which the offline store is laid out in folders. */
export function partitionsOf({ materialization }: FeatureGroupConfig): string[] {
  const offline = materialization?.offline;
  const columns = typeof offline === 'object' ? (offline?.partition_by ?? []) : [];
  return typeof columns === 'string' ? [columns] : columns;
}

/** The online store is off unless it is switched on. Seconds; null: what is served never grows old. */
export function onlineOf({ materialization }: FeatureGroupConfig): {
  readonly enabled: boolean;
  readonly ttlSeconds: number | null;
} {
  const online = materialization?.online ?? false;
  if (typeof online === 'boolean') return { enabled: online, ttlSeconds: null };
  return { enabled: online.enabled ?? true, ttlSeconds: parseDuration(online.ttl) };
}
