import { join } from 'node:path';
import type { ProjectPaths } from '../files/project-paths';
import { entityOf } from '../kinds/entity';
import { offlineFolder, onlineFile } from '../kinds/feature-group/feature-store-paths';
import type { Manifest } from '../manifest/manifest';

/** A feature group of the project, and where its features are kept. */
export interface KnownGroup {
  /** Short name. */
  readonly name: string;
  readonly entity: string;
  readonly joinKeys: readonly string[];
  readonly offlineFolder: string;
  readonly onlineFile: string;
}

/** The feature groups of the manifest by name. Without a readable entity a group is kept nowhere. */
export function knownGroups(
  { root }: Pick<ProjectPaths, 'root'>,
  manifest: Manifest,
): readonly KnownGroup[] {
  return [...manifest.nodes.values()]
    .flatMap(({ kind, name, config }) => {
      const entity = kind === 'feature_group' ? entityOf(config['entity']) : null;
      if (entity === null) return [];
      const address = {
        projectDir: root,
        projectName: manifest.metadata.project,
        entity: entity.name,
        name,
      };
      return [
        {
          name,
          entity: entity.name,
          joinKeys: entity.joinKeys,
          offlineFolder: offlineFolder(address),
          onlineFile: onlineFile(address),
        },
      ];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The folder in which the features of an entity are put together. */
export function entityFolder({ target }: Pick<ProjectPaths, 'target'>, entity: string): string {
  return join(target, 'feature_store', entity);
}
