'use server';

import { z } from 'zod';
import { parseNodeId } from '@/lib/graph/node-id';
import { currentProject } from '@/lib/service/project/current-project';
import type { OutputState } from '@/lib/service/data/output-state';
import type { QualityReport } from '@/lib/service/quality/quality-report';
import type { RowFlow, RowNotes } from '@/lib/service/history/row-flow';
import { serviceError, type ServiceError } from '@/lib/service/service-error';
import { err, ok, type Result } from '@/lib/util/result';

/** Whether a node has rows to look at, and what to know of them. */
export async function readOutputState(input: unknown): Promise<Result<OutputState, ServiceError>> {
  const text = z.string().max(500).safeParse(input);
  const id = text.success
    ? parseNodeId(text.data)
    : err('A node id is a text such as source.users.');
  if (!id.ok) return err(serviceError('invalid_request', id.error));
  const project = await currentProject();
  return project.ok ? project.value.data.outputState(id.value) : project;
}

/** What rules and audits found, now and over the last runs. */
export async function readQuality(): Promise<Result<QualityReport, ServiceError>> {
  const project = await currentProject();
  return project.ok ? ok(await project.value.insights.quality()) : project;
}

/** Rows along the edges of the graph, with the nodes that left unexpectedly few. */
export async function readRowFlow(): Promise<Result<RowFlow, ServiceError>> {
  const project = await currentProject();
  return project.ok ? ok(await project.value.insights.rowFlow()) : project;
}

/** Which nodes left unexpectedly few rows: for a picture, which knows the rows already. */
export async function readRowNotes(): Promise<Result<RowNotes, ServiceError>> {
  const project = await currentProject();
  return project.ok ? ok(await project.value.insights.rowNotes()) : project;
}
