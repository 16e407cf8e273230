'use server';

import { z } from 'zod';
import { parseNodeId } from '@/lib/graph/node-id';
import type { FieldDescription } from '@/lib/reference/describe-fields';
import type { ColumnLineage } from '@/lib/graph/trace-column';
import { currentProject } from '@/lib/service/project/current-project';
import type { Comparison } from '@/lib/service/comparing/compare-with';
import type { NodeDetail, ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { serviceError, type ServiceError } from '@/lib/service/service-error';
import type { JsonObject } from '@/lib/util/json';
import { err, ok, type Result } from '@/lib/util/result';
import { packSnapshot } from './pack-snapshot';

/** What to compare with, as in the address. */
const baseText = z.string().max(1000).default('');

/** The project as it is on disk now. */
export async function readProject(): Promise<Result<ProjectSnapshot, ServiceError>> {
  const project = await currentProject();
  return project.ok ? ok(await project.value.snapshot()) : project;
}

/** What the columns of a node are made from, and what is made from them. */
export async function readColumnLineage(
  input: unknown,
): Promise<Result<ColumnLineage, ServiceError>> {
  const text = z.string().max(500).safeParse(input);
  const id = text.success ? parseNodeId(text.data) : err('A node id is a text.');
  if (!id.ok) return err(serviceError('invalid_request', id.error));
  const project = await currentProject();
  return project.ok ? project.value.columnLineage(id.value) : project;
}

/** The same, packed for the way to the browser: see packSnapshot. Null: it still is the version that is known. */
export async function readPackedProject(
  known: unknown,
): Promise<Result<string | null, ServiceError>> {
  const project = await readProject();
  if (!project.ok) return project;
  return ok(project.value.version === known ? null : packSnapshot(project.value));
}

/** All of one node that its panel shows; `base` as in the address. */
export async function readNode(
  input: unknown,
  base: unknown,
): Promise<Result<NodeDetail, ServiceError>> {
  const asked = z
    .object({ id: z.string().max(500), base: baseText })
    .safeParse({ id: input, base });
  const id = asked.success
    ? parseNodeId(asked.data.id)
    : err('A node id is a text such as source.users.');
  if (!id.ok) return err(serviceError('invalid_request', id.error));
  const project = await currentProject();
  return project.ok ? project.value.nodeDetail(id.value, asked.data?.base ?? '') : project;
}

/** What differs between the project and the base that the address names; null when nothing was built yet. */
export async function readComparison(
  input: unknown,
): Promise<Result<Comparison | null, ServiceError>> {
  const base = baseText.safeParse(input);
  if (!base.success) return err(serviceError('invalid_request', z.prettifyError(base.error)));
  const project = await currentProject();
  return project.ok ? project.value.compare(base.data) : project;
}

const given = z.object({ name: z.string().max(300), text: z.string().max(64 * 1024 * 1024) });

/** Keeps a manifest file to compare with; gives the base for the address. */
export async function keepManifest(input: unknown): Promise<Result<string, ServiceError>> {
  const file = given.safeParse(input);
  if (!file.success) return err(serviceError('invalid_request', z.prettifyError(file.error)));
  const project = await currentProject();
  return project.ok ? project.value.keepManifest(file.data) : project;
}

/** The configuration of every node, secrets covered, for the exported page. */
export async function readConfigs(): Promise<
  Result<Readonly<Record<string, JsonObject>>, ServiceError>
> {
  const project = await currentProject();
  return project.ok ? ok(await project.value.configs()) : project;
}

/** What may stand in the file of a node of this kind, and what each field means; empty for a kind of the project's own. */
export async function readFields(
  input: unknown,
): Promise<Result<readonly FieldDescription[], ServiceError>> {
  const kind = z.string().max(100).safeParse(input);
  if (!kind.success) return err(serviceError('invalid_request', z.prettifyError(kind.error)));
  // Schemas are loaded when they are asked for: the graph itself needs none.
  const { describeFields } = await import('@/lib/reference/describe-fields');
  return ok((await describeFields(kind.data)) ?? []);
}
