import { join } from 'node:path';

/** Whose features they are, and of which group. */
export interface GroupAddress {
  /** Absolute. */
  readonly projectDir: string;
  readonly projectName: string;
  readonly entity: string;
  /** The feature group's short name. */
  readonly name: string;
}

/** The folder of a group in the offline store: <project>/<entity>/<name>. */
export function offlineFolder({ projectDir, projectName, entity, name }: GroupAddress): string {
  return join(projectDir, 'target', 'feature_store_offline', projectName, entity, name);
}

/** The SQLite file of a group in the online store. */
export function onlineFile({ projectDir, entity, name }: GroupAddress): string {
  return join(projectDir, 'target', 'feature_store_online', entity, `${name}.db`);
}
