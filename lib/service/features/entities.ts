import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineConnection } from '../../engine/connection';
import { catalogName, consolidateEntity, updatedAt } from '../../features/consolidate-entity';
import { entityFolder, knownGroups, type KnownGroup } from '../../features/known-group';
import { isMissingFile } from '../../files/missing-file';
import type { ProjectPaths } from '../../files/project-paths';
import { readOfflineMetadata } from '../../kinds/feature-group/offline-metadata';
import type { Manifest } from '../../manifest/manifest';
import { isJsonObject, type JsonValue } from '../../util/json';

/** What is known of an entity. */
export interface EntityInfo {
  readonly name: string;
  readonly joinKeys: readonly string[];
  readonly groups: readonly {
    readonly name: string;
    readonly features: readonly string[];
    /** ISO 8601; null: not in the offline store. */
    readonly updatedAt: string | null;
  }[];
  /** ISO 8601; null: its groups were never put together. */
  readonly consolidatedAt: string | null;
  /** Whether a group was written, added or removed since. */
  readonly isStale: boolean;
}

/** The entities of the project, by name. */
export async function listEntities(
  paths: ProjectPaths,
  manifest: Manifest,
): Promise<readonly EntityInfo[]> {
  const byEntity = groupsByEntity(paths, manifest);
  return Promise.all(
    [...byEntity].map(async ([name, groups]): Promise<EntityInfo> => {
      const kept = await Promise.all(
        groups.map(async (group) => ({
          group,
          metadata: await readOfflineMetadata(group.offlineFolder),
        })),
      );
      const catalog = await readCatalog(join(entityFolder(paths, name), catalogName));
      const written = kept.flatMap(({ group, metadata }) =>
        metadata === null ? [] : [{ name: group.name, at: updatedAt(metadata) }],
      );
      const isStale =
        catalog === null ||
        JSON.stringify(catalog.groups.toSorted()) !==
          JSON.stringify(written.map((group) => group.name).toSorted()) ||
        written.some(({ at }) => at !== null && at > catalog.consolidatedAt);
      return {
        name,
        joinKeys: groups[0]?.joinKeys ?? [],
        groups: kept.map(({ group, metadata }) => ({
          name: group.name,
          features: metadata?.features ?? [],
          updatedAt: metadata === null ? null : updatedAt(metadata),
        })),
        consolidatedAt: catalog?.consolidatedAt ?? null,
        isStale,
      };
    }),
  );
}

/**
 * Entities whose groups were written and not put together since: those of a run that was killed in between,
 * too, whose groups are cached now.
 */
export async function staleEntities(
  paths: ProjectPaths,
  manifest: Manifest,
): Promise<readonly string[]> {
  const entities = await listEntities(paths, manifest);
  return entities.flatMap(({ name, isStale, groups }) =>
    isStale && groups.some((group) => group.updatedAt !== null) ? [name] : [],
  );
}

/** What became of one entity; `problem` is a sentence. */
export interface Consolidated {
  readonly entity: string;
  readonly rows: number | null;
  readonly problem: string | null;
}

/** Puts the groups of entities together; `only`: these, else all of the project. */
export async function consolidateEntities(
  connection: EngineConnection,
  paths: ProjectPaths,
  manifest: Manifest,
  only: ReadonlySet<string> | null,
): Promise<readonly Consolidated[]> {
  const results: Consolidated[] = [];
  for (const [entity, groups] of groupsByEntity(paths, manifest)) {
    if (only?.has(entity) === false) continue;
    const folder = entityFolder(paths, entity);
    const made = await consolidateEntity(connection, { entity, groups, folder, now: new Date() });
    results.push(
      made.ok
        ? { entity, rows: made.value, problem: null }
        : { entity, rows: null, problem: made.error },
    );
  }
  return results;
}

/** Removes what was put together of entities that no feature group is about any more. Returns their names. */
export async function pruneEntities(paths: ProjectPaths, manifest: Manifest): Promise<string[]> {
  const known = groupsByEntity(paths, manifest);
  const root = join(paths.target, 'feature_store');
  const names = await readdir(root).catch((error: unknown) => {
    if (isMissingFile(error)) return [];
    throw error;
  });
  const gone = names.filter((name) => !known.has(name));
  for (const name of gone) await rm(join(root, name), { recursive: true, force: true });
  return gone;
}

function groupsByEntity(paths: ProjectPaths, manifest: Manifest): Map<string, KnownGroup[]> {
  const byEntity = new Map<string, KnownGroup[]>();
  for (const group of knownGroups(paths, manifest)) {
    byEntity.set(group.entity, [...(byEntity.get(group.entity) ?? []), group]);
  }
  return new Map([...byEntity].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function readCatalog(
  file: string,
): Promise<{ readonly consolidatedAt: string; readonly groups: readonly string[] } | null> {
  try {
    const catalog = JSON.parse(await readFile(file, 'utf8')) as JsonValue;
    if (!isJsonObject(catalog) || !isJsonObject(catalog['feature_groups'])) return null;
    const at = catalog['consolidated_at'];
    return typeof at === 'string'
      ? { consolidatedAt: at, groups: Object.keys(catalog['feature_groups']) }
      : null;
  } catch (error) {
    if (isMissingFile(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}
