import { readOfflineMetadata, type OfflineMetadata } from '../kinds/feature-group/offline-metadata';
import { nearMatches } from '../util/near-matches';
import { err, ok, type Result } from '../util/result';
import type { KnownGroup } from './known-group';

/** A feature group that is kept for training, and which of its features are wanted. */
export interface ChosenGroup {
  readonly group: KnownGroup;
  readonly metadata: OfflineMetadata;
  readonly features: readonly string[];
}

/** Something that can't be done, and what to do instead. */
export interface FeatureProblem {
  readonly message: string;
  readonly hint: string;
}

/**
 * What `a,b` means: a feature group with all its features, one of them as `group.feature`, or a feature
 * that only one group has. Groups come in the order in which they are named.
 */
export async function chooseFeatures(
  groups: readonly KnownGroup[],
  wanted: readonly string[],
): Promise<Result<readonly ChosenGroup[], FeatureProblem>> {
  const kept = new Map<string, { group: KnownGroup; metadata: OfflineMetadata | null }>();
  for (const group of groups) {
    kept.set(group.name, { group, metadata: await readOfflineMetadata(group.offlineFolder) });
  }
  const chosen = new Map<string, Set<string>>();
  const choose = (name: string, features: readonly string[]): void => {
    const before = chosen.get(name) ?? new Set();
    chosen.set(name, new Set([...before, ...features]));
  };
  for (const text of wanted) {
    const name = text.replace(/^feature_group\./, '');
    const whole = kept.get(name);
    if (whole !== undefined) {
      if (whole.metadata === null) return err(notKept(name));
      choose(name, featuresIn(whole.metadata));
      continue;
    }
    const [, groupName = '', feature = ''] = /^([^.:]+)[.:](.+)$/.exec(name) ?? [];
    const owner = kept.get(groupName);
    if (owner !== undefined) {
      if (owner.metadata === null) return err(notKept(groupName));
      if (!featuresIn(owner.metadata).includes(feature)) {
        return err(unknownFeature(text, featuresIn(owner.metadata)));
      }
      choose(groupName, [feature]);
      continue;
    }
    const owners = [...kept.values()].filter(
      ({ metadata }) => metadata !== null && featuresIn(metadata).includes(name),
    );
    const [only, ...others] = owners.map(({ group }) => group.name);
    if (only === undefined) {
      const known = [...kept.values()].flatMap(({ group, metadata }) => [
        group.name,
        ...(metadata === null ? [] : featuresIn(metadata)),
      ]);
      return err(unknownFeature(text, known));
    }
    if (others.length > 0) {
      const all = [only, ...others].map((owner) => `${owner}.${name}`);
      return err({
        message: `Several feature groups have a feature ${name}.`,
        hint: `Say which: ${all.join(' or ')}.`,
      });
    }
    choose(only, [name]);
  }
  return ok(
    [...chosen].flatMap(([name, features]) => {
      const { group, metadata } = kept.get(name) ?? {};
      return group === undefined || metadata === null || metadata === undefined
        ? []
        : [{ group, metadata, features: [...features] }];
    }),
  );
}

function featuresIn({ features, joinKeys }: OfflineMetadata): readonly string[] {
  return features.filter((name) => name !== 'event_time' && !joinKeys.includes(name));
}

function notKept(name: string): FeatureProblem {
  return {
    message: `feature_group.${name} has nothing in the offline store.`,
    hint: `Run it first: seeknal run --nodes feature_group.${name}. If its "materialization.offline" is off, turn it on.`,
  };
}

function unknownFeature(text: string, known: readonly string[]): FeatureProblem {
  const near = nearMatches(text, known);
  return {
    message: `There is no feature or feature group "${text}".`,
    hint:
      near.length > 0
        ? `Did you mean ${near.join(', ')}?`
        : `There are ${[...new Set(known)].slice(0, 10).join(', ') || 'none: run the project first'}.`,
  };
}
