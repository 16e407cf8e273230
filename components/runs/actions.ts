'use server';

import { z } from 'zod';
import type { RunEvent } from '@/lib/events/run-event';
import { isRunId } from '@/lib/events/run-id';
import type { NodeRunRecord, RunRecord } from '@/lib/history/run-record';
import { currentProject } from '@/lib/service/current-project';
import { serviceError, type ServiceError } from '@/lib/service/service-error';
import { err, ok, type Result } from '@/lib/util/result';

const runId = z.string().refine(isRunId, 'This is not the id of a run.');
const listRequest = z.object({
  limit: z.number().int().min(1).max(200),
  before: z.string().max(200).nullable(),
  includeEmpty: z.boolean(),
});
const eventsRequest = z.object({ runId, afterSeq: z.number().int().min(0) });
const cancelRequest = z.object({ runId, force: z.boolean() });

/** Past and present runs, newest first; `before` is the run after which the page starts. */
export async function listRuns(
  input: unknown,
): Promise<Result<readonly RunRecord[], ServiceError>> {
  const request = listRequest.safeParse(input);
  if (!request.success) return invalid(request.error);
  const project = await currentProject();
  return project.ok ? ok(await project.value.listRuns(request.data)) : project;
}

/** One run and what became of each of its nodes. */
export async function readRun(
  input: unknown,
): Promise<Result<{ record: RunRecord; nodes: readonly NodeRunRecord[] }, ServiceError>> {
  const id = runId.safeParse(input);
  if (!id.success) return invalid(id.error);
  const project = await currentProject();
  return project.ok ? project.value.getRun(id.data) : project;
}

/** What happened in a run after the event that the reader has; 0 for all. */
export async function readRunEvents(
  input: unknown,
): Promise<Result<readonly RunEvent[], ServiceError>> {
  const request = eventsRequest.safeParse(input);
  if (!request.success) return invalid(request.error);
  const project = await currentProject();
  return project.ok ? project.value.runEvents(request.data.runId, request.data.afterSeq) : project;
}

/** Asks a run to end: gracefully at first, at once with `force`. */
export async function cancelRun(input: unknown): Promise<Result<null, ServiceError>> {
  const request = cancelRequest.safeParse(input);
  if (!request.success) return invalid(request.error);
  const project = await currentProject();
  if (!project.ok) return project;
  const cancelled = await project.value.cancelRun(request.data.runId, {
    force: request.data.force,
  });
  return cancelled.ok ? ok(null) : cancelled;
}

function invalid(error: z.ZodError): Result<never, ServiceError> {
  return err(serviceError('invalid_request', z.prettifyError(error)));
}
