import { readdir, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { newRunId } from '../../events/run-id';
import { isMissingFile } from '../../files/missing-file';
import {
  intermediatePath,
  relativeToProject,
  staysInside,
  type ProjectPaths,
} from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import { kinds } from '../../kinds/registry';
import type { ExecutionState } from '../../state/execution-state';
import { err, ok, type Result } from '../../util/result';
import { assessProject, type AssessedProject } from '../planning/assess-project';
import { openProjectState, stateUnavailable } from '../planning/open-project-state';
import { runInProgress } from '../running/run-project';
import { serviceError, type ServiceError } from '../service-error';

/** What nodes have left that are no longer in the project. */
export interface Leftovers {
  readonly entries: readonly NodeId[];
  /** Relative to the project, all of them inside target/. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/**
 * Finds what gone nodes have left, and with `dryRun: false` takes it away. Nodes whose file has errors are
 * not gone. Refused while a run is going on, and when a file has errors and nobody knows which node it is.
 */
export async function cleanState(
  paths: ProjectPaths,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Result<Leftovers, ServiceError>> {
  try {
    return dryRun
      ? await findLeftovers(paths, await assessProject(paths))
      : await removeLeftovers(paths);
  } catch (error) {
    return err(stateUnavailable(error));
  }
}

async function removeLeftovers(paths: ProjectPaths): Promise<Result<Leftovers, ServiceError>> {
  const store = await openProjectState(paths);
  try {
    const lock = await store.lock(newRunId(new Date()), Date.now());
    if (!lock.ok) return err(runInProgress(lock.error));
    try {
      // Looked for anew under the lock: what was shown before may have come back.
      const assessed = await assessProject(paths, store);
      const found = await findLeftovers(paths, assessed);
      if (!found.ok) return found;
      const gone = new Set(found.value.entries);
      if (gone.size > 0) {
        await store.save(new Map([...assessed.state].filter(([id]) => !gone.has(id))));
      }
      for (const { path } of found.value.files) await rm(join(paths.root, path), { force: true });
      return found;
    } finally {
      await lock.value.release();
    }
  } finally {
    await store.close();
  }
}

async function findLeftovers(
  paths: ProjectPaths,
  { parsed, state }: AssessedProject,
): Promise<Result<Leftovers, ServiceError>> {
  const { manifest, broken, diagnostics, hasErrors } = parsed;
  const known = new Set(
    Array.from(broken, (id) => manifest.nodes.get(id)?.filePath).filter((path) => path != null),
  );
  const lost = diagnostics.filter(
    ({ severity, place, nodeId }) =>
      severity === 'error' &&
      !known.has(place?.file ?? '') &&
      !manifest.nodes.has(nodeId ?? ('' as NodeId)),
  );
  if (hasErrors && lost.length > 0) {
    return err(
      serviceError(
        'project_has_errors',
        'The project has errors, so it can’t be told which nodes are gone.',
        { hint: 'Correct the files named below, then clean.', diagnostics: lost },
      ),
    );
  }
  const entries = [...state.keys()].filter((id) => !manifest.nodes.has(id)).toSorted();
  const keep = livingOutputs(parsed.manifest.nodes.values(), state);
  const candidates = [
    ...entries.flatMap((id) => [
      ...(state.get(id)?.outputPath == null ? [] : [state.get(id)?.outputPath ?? '']),
      intermediatePath(id),
    ]),
    ...(await intermediateFiles(paths)),
  ];
  const files: { path: string; bytes: number }[] = [];
  for (const path of new Set(candidates.map((one) => relativeToProject(paths.root, one)))) {
    if (keep.has(path)) continue;
    const bytes = await removableBytes(paths, path);
    if (bytes !== null) files.push({ path, bytes });
  }
  return ok({ entries, files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)) });
}

/** Files that some node of the project has made or will make, relative to the project. */
function livingOutputs(
  nodes: Iterable<
    Parameters<NonNullable<ReturnType<typeof kinds.get>>['outputs']>[0] & { kind: string }
  >,
  state: ExecutionState,
): Set<string> {
  const keep = new Set<string>();
  for (const node of nodes) {
    keep.add(intermediatePath(node.id));
    for (const path of kinds.get(node.kind)?.outputs(node) ?? []) keep.add(path);
    const stored = state.get(node.id)?.outputPath;
    if (stored != null) keep.add(stored);
  }
  return keep;
}

async function intermediateFiles(paths: ProjectPaths): Promise<string[]> {
  try {
    const names = await readdir(join(paths.target, 'intermediate'));
    return names
      .filter((name) => name.endsWith('.parquet'))
      .map((name) => `target/intermediate/${name}`);
  } catch (error) {
    if (isMissingFile(error)) return [];
    throw error;
  }
}

/**
 * Only files, and only those that really lie in target/, which is ours: a state that was tampered with, or
 * a link that leads out, must not delete anything elsewhere. Null: leave it.
 */
async function removableBytes(paths: ProjectPaths, path: string): Promise<number | null> {
  const absolute = join(paths.root, path);
  if (!staysInside(paths.target, absolute) || staysInside(paths.stateDir, absolute)) return null;
  try {
    const found = await stat(absolute);
    if (!found.isFile()) return null;
    const [real, target] = await Promise.all([realpath(absolute), realpath(paths.target)]);
    return staysInside(target, real) ? found.size : null;
  } catch (error) {
    if (isMissingFile(error)) return null;
    throw error;
  }
}
