import type { ProjectPaths } from '../../files/project-paths';
import type { Manifest } from '../../manifest/manifest';
import { projectOfManifest } from '../../project/project-from-manifest';
import { readSurroundings } from '../../project/read-surroundings';
import type { StateStore } from '../../state/state-backend';
import { assess, observeProject, resolveHere, type AssessedProject } from './assess-project';
import { noValues, type TemplateValues } from '../../templates/template-values';
import { factsOfDiff } from './facts-of-diff';

/**
 * Looks at a manifest instead of the project's node files. With an earlier manifest, what differs between
 * the two decides what has changed; without one, the fingerprints of what was last built do.
 */
export async function assessManifest(
  paths: ProjectPaths,
  manifest: Manifest,
  before: Manifest | null,
  store: StateStore,
  values: TemplateValues = noValues,
): Promise<AssessedProject> {
  const [{ about, diagnostics }, loaded] = await Promise.all([
    readSurroundings(paths),
    store.load(),
  ]);
  const parsed = projectOfManifest(manifest, about, diagnostics);
  const resolved = resolveHere(paths, parsed, values);
  const facts =
    before === null
      ? await observeProject(paths, parsed, resolved, loaded.state)
      : await factsOfDiff({ before, manifest, state: loaded.state, projectDir: paths.root });
  return assess(parsed, resolved, loaded, facts);
}
