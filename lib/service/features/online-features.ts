import { knownGroups } from '../../features/known-group';
import { isMissingFile } from '../../files/missing-file';
import type { ProjectPaths } from '../../files/project-paths';
import { openOnline, readOnlineRow, type OnlineRow } from '../../kinds/feature-group/read-online';
import type { Manifest } from '../../manifest/manifest';
import { nearMatches } from '../../util/near-matches';
import { err, ok, type Result } from '../../util/result';
import { serviceError, type ServiceError } from '../service-error';

export interface OnlineRequest {
  readonly entity: string;
  /** Values of the join keys, in their order. */
  readonly key: readonly string[];
  /** Feature groups, `group.feature`, or names of features; empty for all. */
  readonly features: readonly string[];
  readonly nowMs: number;
}

/** What is served of one feature group. */
export interface ServedGroup {
  readonly name: string;
  readonly joinKeys: readonly string[];
  /** Null: the key was never written, or has expired. */
  readonly row: OnlineRow | null;
}

/** The latest features of one key of an entity, from the groups that are kept for serving. */
export async function getOnlineFeatures(
  paths: ProjectPaths,
  manifest: Manifest,
  { entity, key, features, nowMs }: OnlineRequest,
): Promise<Result<readonly ServedGroup[], ServiceError>> {
  const all = knownGroups(paths, manifest);
  const groups = all.filter((group) => group.entity === entity);
  const [first] = groups;
  if (first === undefined) {
    const entities = [...new Set(all.map((group) => group.entity))];
    const near = nearMatches(entity, entities);
    return refused(
      `No feature group is about an entity ${entity}.`,
      near.length > 0
        ? `Did you mean ${near.join(', ')}?`
        : `There are ${entities.join(', ') || 'none'}.`,
    );
  }
  const served: ServedGroup[] = [];
  const offered: string[] = [];
  for (const group of groups) {
    const opened = await openOnline(group.onlineFile).catch((error: unknown) => {
      if (isMissingFile(error)) return null;
      throw error;
    });
    if (opened === null) continue;
    try {
      const names = Object.keys(opened.about.features);
      offered.push(group.name, ...names);
      const wanted = names.filter((name) => isWanted(group.name, name, features));
      if (wanted.length === 0) continue;
      if (opened.about.joinKeys.length !== key.length) {
        return refused(
          `The entity ${entity} has the join keys ${opened.about.joinKeys.join(', ')}, but ${String(key.length)} value(s) were given.`,
          `Give them in this order with commas between, as in --entity ${entity}=${opened.about.joinKeys.map(() => '…').join(',')}.`,
        );
      }
      const row = await readOnlineRow(opened, key, nowMs);
      served.push({
        name: group.name,
        joinKeys: opened.about.joinKeys,
        row:
          row === null
            ? null
            : {
                ...row,
                features: Object.fromEntries(
                  Object.entries(row.features).filter(([name]) => wanted.includes(name)),
                ),
              },
      });
    } finally {
      opened.client.close();
    }
  }
  if (offered.length === 0) {
    return refused(
      `No feature group of ${entity} is kept for serving.`,
      'Set "materialization.online: {enabled: true, ttl: 7d}" in its file and run it.',
    );
  }
  const known = new Set(offered);
  const unknown = features.filter(
    (text) =>
      !known.has(text.replace(/^feature_group\./, '')) &&
      !known.has(text.split(/[.:]/).at(-1) ?? ''),
  );
  if (unknown.length > 0) {
    return refused(
      `There is no feature ${unknown.join(', ')} of ${entity} that is served.`,
      `There are ${[...known].join(', ')}.`,
    );
  }
  return ok(served);
}

function isWanted(group: string, feature: string, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  return wanted.some((text) => {
    const name = text.replace(/^feature_group\./, '');
    return [group, feature, `${group}.${feature}`, `${group}:${feature}`].includes(name);
  });
}

function refused(message: string, hint: string): Result<never, ServiceError> {
  return err(serviceError('invalid_request', message, { hint }));
}
