import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { classifyField, highestClass, type ChangeClass } from '../../diff/classify-change';
import type { ManifestDiff } from '../../diff/compare-manifests';
import type { FieldChange } from '../../diff/field-change';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import { loadManifest } from '../../manifest/load-manifest';
import type { Manifest } from '../../manifest/manifest';
import { parseProject } from '../../project/parse-project';
import { err, ok, type Result } from '../../util/result';
import { compareMeaning } from './compare-meaning';
import { lastBuiltPath } from '../planning/last-built';
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
}

export interface ClassifiedChange {
  readonly nodeId: NodeId;
  readonly class: ChangeClass;
  readonly fields: readonly (FieldChange & { readonly class: ChangeClass })[];
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
  if (comparison.what === 'last_run') {
    const lastRun = await loadManifest(lastBuiltPath(paths), paths.root);
    if (lastRun.ok) return ok(await classifyDiff(lastRun.value, parsed.manifest));
    if (lastRun.error.code === 'missing') return ok(null);
    return err(notReadable(lastRun.error.message));
  }
  const file = resolve(workingDir, comparison.fileOrRevision);
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  const before = isFile
    ? await fromFile(file)
    : await readRevision(paths, comparison.fileOrRevision);
  return before.ok ? ok(await classifyDiff(before.value, parsed.manifest)) : before;
}

/** Puts a class to every change between two manifests. */
export async function classifyDiff(before: Manifest, after: Manifest): Promise<ProjectDiff> {
  const diff = await compareMeaning(before, after);
  const changes = diff.modifiedNodes.flatMap(({ nodeId, fields }): ClassifiedChange[] => {
    const [was, is] = [before.nodes.get(nodeId), after.nodes.get(nodeId)];
    if (was === undefined || is === undefined) return [];
    const classified = fields.map((field) => ({
      ...maskChange(field),
      class: classifyField(field, was, is),
    }));
    const highest = highestClass(classified.map((field) => field.class));
    return [
      {
        nodeId,
        class: highest,
        fields: classified,
        downstream: highest === 'metadata' ? [] : [...after.graph.descendantsOf([nodeId])],
      },
    ];
  });
  return { before, after, diff, changes };
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
