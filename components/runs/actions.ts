'use server';

import { z } from 'zod';
import type { RunEvent } from '@/lib/events/run-event';
import { isRunId } from '@/lib/events/run-id';
import { parseNodeId } from '@/lib/graph/node-id';
import type { GridCell, RunTotals } from '@/lib/history/history-store';
import type { NodeRunRecord, RunRecord } from '@/lib/history/run-record';
import type { RunComparison } from '@/lib/service/history/compare-runs';
import type { ExportedRun } from '@/lib/service/history/export-run';
import type { NodeStory } from '@/lib/service/history/node-story';
import type { OpenProject } from '@/lib/service/project/open-project';
import type { PastDurations } from '@/lib/service/history/past-runs';
import type { RunGraph } from '@/lib/service/history/run-graph';
import type { RowNotes } from '@/lib/service/history/row-flow';
import { currentProject } from '@/lib/service/project/current-project';
import { serviceError, type ServiceError } from '@/lib/service/service-error';
import { err, ok, type Result } from '@/lib/util/result';
import { howSchema } from '../plan/how-schema';

const runId = z.string().refine(isRunId, 'This is not the id of a run.');
const nodeId = z
  .string()
  .max(500)
  .transform((text, context) => {
    const parsed = parseNodeId(text);
    if (parsed.ok) return parsed.value;
    context.addIssue(parsed.error);
    return z.NEVER;
  });
const filter = z.object({
  outcomes: z.array(z.enum(['success', 'failed', 'cancelled', 'interrupted', 'running'])),
  modes: z.array(z.enum(['incremental', 'full'])),
  triggers: z.array(z.enum(['cli', 'dashboard', 'api'])),
  nodeId: z.string().max(500).nullable(),
  fromMs: z.number().int().nullable(),
  toMs: z.number().int().nullable(),
  text: z.string().max(200).nullable(),
});
const countRequest = z.object({ includeEmpty: z.boolean(), filter: filter.partial().default({}) });
const listRequest = countRequest.extend({
  limit: z.number().int().min(1).max(500),
  before: z.string().max(200).nullable(),
  sort: z.enum(['started', 'duration', 'failed']).default('started'),
  ascending: z.boolean().default(false),
});
const gridRequest = z.array(runId).max(200);
const comparison = z.object({ before: runId, after: runId });
const eventsRequest = z.object({ runId, afterSeq: z.number().int().min(0) });
const cancelRequest = z.object({ runId, force: z.boolean() });
const nodeRequest = z.object({ runId, nodeId });
const retryRequest = z.object({
  runId,
  from: nodeId.nullable(),
  options: z
    .object({ how: howSchema, params: z.record(z.string(), z.json()) })
    .nullable()
    .default(null),
});
const exportRequest = z.object({ runId, format: z.enum(['json', 'csv', 'html']) });

/** Past and present runs, newest first unless asked otherwise; `before` is the run after which the page starts. */
export async function listRuns(
  input: unknown,
): Promise<Result<readonly RunRecord[], ServiceError>> {
  return answer(listRequest, input, async ({ pastRuns }, request) =>
    ok(await pastRuns.list(request)),
  );
}

/** How many runs a filter matches, in all and by outcome. */
export async function countRuns(input: unknown): Promise<Result<RunTotals, ServiceError>> {
  return answer(countRequest, input, async ({ pastRuns }, request) =>
    ok(await pastRuns.count(request)),
  );
}

/** What became of every node in these runs. */
export async function readGrid(input: unknown): Promise<Result<readonly GridCell[], ServiceError>> {
  return answer(gridRequest, input, async ({ pastRuns }, ids) => ok(await pastRuns.grid(ids)));
}

/** One run and what became of each of its nodes. */
export async function readRun(
  input: unknown,
): Promise<Result<{ record: RunRecord; nodes: readonly NodeRunRecord[] }, ServiceError>> {
  return answer(runId, input, ({ pastRuns }, id) => pastRuns.get(id));
}

/** The graph as it was at a run; null when it isn't kept. */
export async function readRunGraph(input: unknown): Promise<Result<RunGraph | null, ServiceError>> {
  return answer(runId, input, ({ pastRuns }, id) => pastRuns.graph(id));
}

/** Rows that the graph of a run shows beside those that the run left, and what is unexpected among them. */
export async function readRunRows(input: unknown): Promise<Result<RowNotes, ServiceError>> {
  return answer(runId, input, ({ pastRuns }, id) => pastRuns.rowNotes(id));
}

/** What the nodes of a run took in the runs before it. */
export async function readPastDurations(
  input: unknown,
): Promise<Result<PastDurations, ServiceError>> {
  return answer(runId, input, ({ pastRuns }, id) => pastRuns.durations(id));
}

/** Two runs side by side. */
export async function compareRuns(input: unknown): Promise<Result<RunComparison, ServiceError>> {
  return answer(comparison, input, ({ pastRuns }, { before, after }) =>
    pastRuns.compare(before, after),
  );
}

/** All that the history knows of one node. */
export async function readNodeStory(input: unknown): Promise<Result<NodeStory, ServiceError>> {
  return answer(nodeId, input, ({ pastRuns }, id) => pastRuns.story(id));
}

/** A run as a file to hand on. */
export async function exportRun(input: unknown): Promise<Result<ExportedRun, ServiceError>> {
  return answer(exportRequest, input, ({ pastRuns }, request) =>
    pastRuns.export(request.runId, request.format),
  );
}

/** Runs again what a run left undone: all of it, or a node and what is downstream of it; as before or otherwise. */
export async function retryRun(input: unknown): Promise<Result<{ runId: string }, ServiceError>> {
  return answer(retryRequest, input, ({ pastRuns }, request) =>
    pastRuns.retry(request, request.options),
  );
}

/** Ends one node that runs; the rest of the run goes on. */
export async function cancelNode(input: unknown): Promise<Result<null, ServiceError>> {
  return answer(nodeRequest, input, (project, request) =>
    project.cancelNode(request.runId, request.nodeId),
  );
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

/** Checks the input, opens the project, asks it. */
async function answer<Schema extends z.ZodType, T>(
  schema: Schema,
  input: unknown,
  ask: (project: OpenProject, request: z.output<Schema>) => Promise<Result<T, ServiceError>>,
): Promise<Result<T, ServiceError>> {
  const request = schema.safeParse(input);
  if (!request.success) return invalid(request.error);
  const project = await currentProject();
  return project.ok ? ask(project.value, request.data) : project;
}

function invalid(error: z.ZodError): Result<never, ServiceError> {
  return err(serviceError('invalid_request', z.prettifyError(error)));
}
