'use server';

import { z } from 'zod';
import { parseNodeId } from '@/lib/graph/node-id';
import type { ColumnLineage } from '@/lib/graph/trace-column';
import { currentProject } from '@/lib/service/current-project';
import type { NodeDetail, ProjectSnapshot } from '@/lib/service/project-snapshot';
import { serviceError, type ServiceError } from '@/lib/service/service-error';
import type { JsonObject } from '@/lib/util/json';
import { err, ok, type Result } from '@/lib/util/result';
import { packSnapshot } from './pack-snapshot';

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

/** The same, packed for the way to the browser: see packSnapshot. */
export async function readPackedProject(): Promise<Result<string, ServiceError>> {
  const project = await readProject();
  return project.ok ? ok(packSnapshot(project.value)) : project;
}

/** All of one node that its panel shows. */
export async function readNode(input: unknown): Promise<Result<NodeDetail, ServiceError>> {
  const text = z.string().max(500).safeParse(input);
  const id = text.success
    ? parseNodeId(text.data)
    : err('A node id is a text such as source.users.');
  if (!id.ok) return err(serviceError('invalid_request', id.error));
  const project = await currentProject();
  return project.ok ? project.value.nodeDetail(id.value) : project;
}

/** The configuration of every node, secrets covered, for the exported page. */
export async function readConfigs(): Promise<
  Result<Readonly<Record<string, JsonObject>>, ServiceError>
> {
  const project = await currentProject();
  return project.ok ? ok(await project.value.configs()) : project;
}
