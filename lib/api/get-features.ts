import { projectPaths } from '../files/project-paths';
import { getOnlineFeatures } from '../service/features/online-features';
import type { JsonValue } from '../util/json';
import type { Manifest } from './manifest';
import { SeeknalError } from './seeknal-error';

/** Whose features are asked for. */
export interface FeaturesRequest {
  readonly entity: string;
  /** Values of the entity's join keys, in their order. */
  readonly key: readonly (string | number)[];
  /** Feature groups, `group.feature`, or names of features; all without it. */
  readonly features?: readonly string[];
}

/** The features of one group for one key. */
export interface ServedFeatures {
  readonly featureGroup: string;
  /** Feature name to its latest value; null when the key was never written, or has expired. */
  readonly features: Readonly<Record<string, JsonValue>> | null;
  /** UTC, as `2026-01-31 12:00:00`; null without a row, and for a group without an event time. */
  readonly eventTime: string | null;
}

/**
 * The latest features of one key of an entity, one entry for each of its groups that is kept for serving
 * and has a feature that was asked for. Throws a SeeknalError for an entity, feature or key that can't be.
 */
export async function getFeatures(
  manifest: Manifest,
  { entity, key, features = [] }: FeaturesRequest,
): Promise<readonly ServedFeatures[]> {
  if (manifest.projectDir === null) {
    throw new SeeknalError({
      code: 'no_project',
      message: 'It is not known which project this manifest belongs to.',
      hint: 'Load it from target/manifest.json of the project.',
    });
  }
  const served = await getOnlineFeatures(projectPaths(manifest.projectDir), manifest, {
    entity,
    key: key.map(String),
    features,
    nowMs: Date.now(),
  });
  if (!served.ok) throw new SeeknalError(served.error);
  return served.value.map(({ name, row }) => ({
    featureGroup: name,
    features: row?.features ?? null,
    eventTime: row?.eventTime ?? null,
  }));
}
