import type { ProjectPaths } from '../files/project-paths';
import { loadManifest } from '../manifest/load-manifest';
import type { Manifest } from '../manifest/manifest';
import { everything, planRun } from '../planner/plan-run';
import { projectOfManifest, readSurroundings } from '../project/parse-project';
import type { StateStore } from '../state/state-backend';
import { lastBuiltPath, requireFacts, type AssessedProject } from './assess-project';
import { factsOfDiff } from './facts-of-diff';
import { observeNodes } from './observe-nodes';

/**
 * Looks at a manifest instead of the project's node files. With an earlier manifest, what differs between
 * the two decides what has changed; without one, the fingerprints of what was last built do.
 */
export async function assessManifest(
  paths: ProjectPaths,
  manifest: Manifest,
  before: Manifest | null,
  store: StateStore,
): Promise<AssessedProject> {
  const [{ about, diagnostics }, { state, repairs, unsettled }] = await Promise.all([
    readSurroundings(paths),
    store.load(),
  ]);
  const parsed = projectOfManifest(manifest, about, diagnostics);
  const facts =
    before === null
      ? await observeNodes({
          manifest,
          hashes: parsed.hashes,
          state,
          projectDir: paths.root,
          loadLastBuilt: async () => {
            const lastBuilt = await loadManifest(lastBuiltPath(paths), paths.root);
            return lastBuilt.ok ? lastBuilt.value : null;
          },
        })
      : factsOfDiff({ before, manifest, state, projectDir: paths.root });
  const plan = planRun({
    manifest,
    state,
    factsOf: (id) => requireFacts(facts, id),
    broken: parsed.broken,
    selection: everything,
    full: false,
  });
  return { parsed, state, repairs, unsettled, facts, plan };
}
