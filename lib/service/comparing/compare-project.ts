import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { classifyField, highestClass, type ChangeClass } from '../../diff/classify-change';
import type { ManifestDiff } from '../../diff/compare-manifests';
import type { FieldChange } from '../../diff/field-change';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import { loadManifest } from '../../manifest/load-manifest';
import type { Manifest } from '../../manifest/manifest';
import { isDoubtOfAll, type Diagnostic } from '../../project/diagnostic';
import { parseProject } from '../../project/parse-project';
import { err, ok, type Result } from '../../util/result';
import { changedImports } from './changed-imports';
import { compareMeaning } from './compare-meaning';
import { lastBuiltPath } from '../planning/last-built';
import { stateUnavailable } from '../planning/open-project-state';
import { maskChange } from '../../diff/mask-change';
import { readRevision } from './read-revision';
import { serviceError, type ServiceError } from '../service-error';

/** Which two manifests to compare. */
export type Comparison =
  /** The project on disk against what was last built. */
  | { readonly what: 'last_run' }
  /** The project on disk against a manifest file, or the project as a Git revision has it. */
  | { readonly what: 'against'; readonly fileOrRevision: string }
  | { readonly what: 'files'; readonly before: string; readonly after: string };

/** What differs, and what it means for others. */
export interface ProjectDiff {
  readonly before: Manifest;
  readonly after: Manifest;
  readonly diff: ManifestDiff;
  /** One for each modified node. Secrets in values are covered. */
  readonly changes: readonly ClassifiedChange[];
  /** What casts doubt on the project as a whole, and so on what is said here; none when no project was read. */
  readonly doubts: readonly Diagnostic[];
}

export interface ClassifiedChange {
  readonly nodeId: NodeId;
  readonly class: ChangeClass;
  readonly fields: readonly (FieldChange & { readonly class: ChangeClass })[];
  /** Files that its code imports and that have another content, as far as that is known. */
  readonly imports: readonly string[];
  /** Everything downstream, which is rebuilt too; none when the change is metadata. */
  readonly downstream: readonly NodeId[];
}

/** Compares as asked. Paths start at `workingDir`. Null: there is nothing yet to compare with. */
export async function compareProject(
  paths: ProjectPaths,
  comparison: Comparison,
  workingDir: string,
): Promise<Result<ProjectDiff | null, ServiceError>> {
  if (comparison.what === 'files') {
    const [before, after] = await Promise.all(
      [comparison.before, comparison.after].map((file) => fromFile(resolve(workingDir, file))),
    );
    if (before?.ok !== true) return before ?? ok(null);
    if (after?.ok !== true) return after ?? ok(null);
    return ok(await classifyDiff(before.value, after.value));
  }
  const parsed = await parseProject(paths);
  if (parsed.hasErrors) {
    return err(
      serviceError('project_has_errors', 'The project has errors, so it can’t be compared.', {
        hint: 'Correct the files named below.',
        diagnostics: parsed.diagnostics,
      }),
    );
  }
  const doubts = parsed.diagnostics.filter(isDoubtOfAll);
  if (comparison.what === 'last_run') {
    const lastRun = await loadManifest(lastBuiltPath(paths), paths.root);
    if (!lastRun.ok && lastRun.error.code === 'missing') return ok(null);
    if (!lastRun.ok) return err(notReadable(lastRun.error.message));
    try {
      const imports = await changedImports(paths, parsed.manifest);
      return ok({ ...(await classifyDiff(lastRun.value, parsed.manifest, imports)), doubts });
    } catch (error) {
      return err(stateUnavailable(error));
    }
  }
  const file = resolve(workingDir, comparison.fileOrRevision);
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  const before = isFile
    ? await fromFile(file)
    : await readRevision(paths, comparison.fileOrRevision);
  if (!before.ok) return before;
  return ok({ ...(await classifyDiff(before.value, parsed.manifest)), doubts });
}

/** Puts a class to every change between two manifests. `imports`: what changed that no manifest tells. */
export async function classifyDiff(
  before: Manifest,
  after: Manifest,
  imports: ReadonlyMap<NodeId, readonly string[]> = new Map(),
): Promise<ProjectDiff> {
  const diff = withImports(await compareMeaning(before, after), before, imports);
  const changes = diff.modifiedNodes.flatMap(({ nodeId, fields }): ClassifiedChange[] => {
    const [was, is] = [before.nodes.get(nodeId), after.nodes.get(nodeId)];
    if (was === undefined || is === undefined) return [];
    const classified = fields.map((field) => ({
      ...maskChange(field),
      class: classifyField(field, was, is),
    }));
    const imported = imports.get(nodeId) ?? [];
    const highest = highestClass([
      ...classified.map((field) => field.class),
      ...(imported.length > 0 ? (['non_breaking'] as const) : []),
    ]);
    return [
      {
        nodeId,
        class: highest,
        fields: classified,
        imports: imported,
        downstream: highest === 'metadata' ? [] : [...after.graph.descendantsOf([nodeId])],
      },
    ];
  });
  return { before, after, diff, changes, doubts: [] };
}

/** A node whose imports alone have changed is modified, although its definition is not. */
function withImports(
  diff: ManifestDiff,
  before: Manifest,
  imports: ReadonlyMap<NodeId, readonly string[]>,
): ManifestDiff {
  const known = new Set(diff.modifiedNodes.map(({ nodeId }) => nodeId));
  const others = [...imports.keys()].filter((id) => before.nodes.has(id) && !known.has(id));
  const modifiedNodes = [
    ...diff.modifiedNodes,
    ...others.map((nodeId) => ({ nodeId, fields: [] })),
  ];
  return { ...diff, modifiedNodes };
}

async function fromFile(path: string): Promise<Result<Manifest, ServiceError>> {
  const loaded = await loadManifest(path);
  return loaded.ok ? loaded : err(notReadable(loaded.error.message));
}

function notReadable(message: string): ServiceError {
  return serviceError('invalid_request', message, {
    hint: 'Name a manifest.json as `seeknal parse` writes it.',
  });
}
