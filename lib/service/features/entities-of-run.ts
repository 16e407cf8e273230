import type { RunView } from '../../events/run-view';
import { entityOf } from '../../kinds/entity';
import type { Manifest } from '../../manifest/manifest';

/** The entities about which a run has made features. */
export function entitiesOfRun(manifest: Manifest, view: RunView): ReadonlySet<string> {
  return new Set(
    [...view.nodes.values()].flatMap(({ id, kind, decision, status }) => {
      if (kind !== 'feature_group' || decision !== 'run' || status !== 'success') return [];
      const entity = entityOf(manifest.nodes.get(id)?.config['entity']);
      return entity === null ? [] : [entity.name];
    }),
  );
}
