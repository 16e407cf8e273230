import { join } from 'node:path';
import type { EngineConnection } from '../engine/connection';
import { copyQuery } from '../engine/copy-query';
import { quoteName } from '../engine/sql-text';
import { writeAtomic } from '../files/write-atomic';
import {
  distinctRows,
  offlineRows,
  readOfflineMetadata,
  type OfflineMetadata,
} from '../kinds/feature-group/offline-metadata';
import type { JsonObject } from '../util/json';
import { err, ok, type Result } from '../util/result';
import type { KnownGroup } from './known-group';

const consolidatedName = 'features.parquet';
export const catalogName = '_entity_catalog.json';

/** A group as it is in the offline store. */
interface KeptGroup {
  readonly group: KnownGroup;
  readonly metadata: OfflineMetadata;
}

/**
 * Puts the features of all groups of an entity into one file: a row for each key and event time that any
 * of them has, a STRUCT column for each group, named like it. Groups that are not in the offline store are
 * left out. The error is a sentence. Returns the number of rows; null when there is nothing to put
 * together.
 */
export async function consolidateEntity(
  connection: EngineConnection,
  input: {
    readonly entity: string;
    readonly groups: readonly KnownGroup[];
    readonly folder: string;
    readonly now: Date;
  },
): Promise<Result<number | null, string>> {
  const { entity, folder } = input;
  const kept: KeptGroup[] = [];
  for (const group of input.groups) {
    const metadata = await readOfflineMetadata(group.offlineFolder);
    if (metadata !== null) kept.push({ group, metadata });
  }
  const [first] = kept;
  if (first === undefined) return ok(null);
  const { joinKeys } = first.metadata;
  const other = kept.find(
    ({ metadata }) =>
      JSON.stringify(metadata.joinKeys.toSorted()) !== JSON.stringify(joinKeys.toSorted()),
  );
  if (other !== undefined) {
    return err(
      `Join key mismatch for entity ${entity}: ${first.group.name} has [${joinKeys.join(', ')}], ${other.group.name} has [${other.metadata.joinKeys.join(', ')}].`,
    );
  }
  const { rowCount } = await copyQuery(
    connection,
    consolidatedQuery(joinKeys, kept),
    join(folder, consolidatedName),
  );
  const groups: Record<string, JsonObject> = {};
  for (const { group, metadata } of kept) {
    const [counted] = await connection.rows(
      `SELECT count(*) AS n FROM ${offlineRows(group.offlineFolder, metadata)}`,
    );
    groups[group.name] = {
      name: group.name,
      features: [...featuresOf(metadata)],
      event_time_col: 'event_time' in metadata.schema ? 'event_time' : null,
      last_updated: updatedAt(metadata),
      row_count: Number(counted?.['n'] ?? 0),
      schema: Object.fromEntries(
        featuresOf(metadata).map((name) => [name, metadata.schema[name] ?? '']),
      ),
    };
  }
  const catalog = {
    entity_name: entity,
    join_keys: [...joinKeys],
    feature_groups: groups,
    consolidated_at: input.now.toISOString(),
    schema_version: '1.0',
  };
  await writeAtomic(join(folder, catalogName), `${JSON.stringify(catalog, null, 2)}\n`);
  return ok(rowCount);
}

/** When a group was last written, ISO 8601; null when the store doesn't say. */
export function updatedAt({ versions }: OfflineMetadata): string | null {
  const timestamp = versions.at(-1)?.['timestamp'];
  return typeof timestamp === 'string' ? timestamp : null;
}

/** Every key comes from the union, so that none is lost for want of a row in another group. */
function consolidatedQuery(joinKeys: readonly string[], kept: readonly KeptGroup[]): string {
  const keys = [...joinKeys, 'event_time'].map(quoteName);
  const tables = kept.map(
    ({ group, metadata }, at) =>
      `g${String(at)} AS MATERIALIZED (SELECT *, true AS "is there" FROM (${distinctRows(group.offlineFolder, metadata)}))`,
  );
  const union = kept
    .map((_, at) => `SELECT ${keys.join(', ')} FROM g${String(at)}`)
    .join(' UNION ');
  const structs = kept.map(({ group, metadata }, at) => {
    const fields = featuresOf(metadata).map(
      (name) => `${quoteName(name)} := g${String(at)}.${quoteName(name)}`,
    );
    const value = fields.length === 0 ? 'NULL' : `struct_pack(${fields.join(', ')})`;
    return `CASE WHEN g${String(at)}."is there" THEN ${value} END AS ${quoteName(group.name)}`;
  });
  const joins = kept.map((_, at) => {
    const same = keys.map((key) => `k.${key} IS NOT DISTINCT FROM g${String(at)}.${key}`);
    return `LEFT JOIN g${String(at)} ON ${same.join(' AND ')}`;
  });
  return `WITH ${tables.join(',\n')}, keys AS (${union})
SELECT ${[...keys.map((key) => `k.${key}`), ...structs].join(', ')}
FROM keys k ${joins.join('\n')}
ORDER BY ${keys.map((key) => `k.${key}`).join(', ')}`;
}

function featuresOf({ features, joinKeys }: OfflineMetadata): readonly string[] {
  return features.filter((name) => name !== 'event_time' && !joinKeys.includes(name));
}
