'use server';

import { z } from 'zod';
import { currentProject } from '@/lib/service/project/current-project';
import type { PlanReview } from '@/lib/service/planning/plan-review';
import { serviceError, type ServiceError } from '@/lib/service/service-error';
import { parseDay } from '@/lib/templates/calendar-day';
import { err, type Result } from '@/lib/util/result';
import { howSchema } from './how-schema';

const words = z.array(z.string().min(1).max(500)).max(20_000);
const selector = z.string().max(100_000).nullable().default(null);
const day = z
  .string()
  .refine((text) => parseDay(text) !== null, 'expected a day, as in 2026-01-31')
  .nullable()
  .default(null);
/** Whatever a page leaves out means what it means on the command line. */
const runRequest = z.object({
  mode: z.enum(['incremental', 'full']).default('incremental'),
  types: words.default([]),
  nodes: words.default([]),
  tags: words.default([]),
  excludeTags: words.default([]),
  select: selector,
  exclude: selector,
  ...howSchema.shape,
  /** What to put into `{{ }}`; left out, what the project itself says. */
  values: z
    .object({
      date: day,
      startDate: day,
      endDate: day,
      params: z.record(z.string(), z.json()).default({}),
    })
    .default({ date: null, startDate: null, endDate: null, params: {} }),
});
const planId = z.string().max(100);

/** What a run would do, without doing it; the plan is kept under an id of its own. */
export async function reviewPlan(input: unknown): Promise<Result<PlanReview, ServiceError>> {
  const request = runRequest.safeParse(input);
  if (!request.success) return invalid(request.error);
  const project = await currentProject();
  return project.ok ? project.value.reviewPlan(request.data) : project;
}

/** A plan that was reviewed before, as it would be now, and what has moved since. */
export async function reopenPlan(
  input: unknown,
): Promise<Result<{ readonly review: PlanReview; readonly moved: string | null }, ServiceError>> {
  const id = planId.safeParse(input);
  if (!id.success) return invalid(id.error);
  const project = await currentProject();
  return project.ok ? project.value.reopenPlan(id.data) : project;
}

/** Runs exactly what was reviewed; refused when project or state have moved since. */
export async function startPlan(
  id: unknown,
  how: unknown,
): Promise<Result<{ runId: string }, ServiceError>> {
  const input = z.object({ id: planId, how: howSchema }).safeParse({ id, how });
  if (!input.success) return invalid(input.error);
  const project = await currentProject();
  return project.ok ? project.value.startPlan(input.data.id, input.data.how) : project;
}

/** Starts a run in a process of its own; its progress comes with the stream. */
export async function startRun(input: unknown): Promise<Result<{ runId: string }, ServiceError>> {
  const request = runRequest.safeParse(input);
  if (!request.success) return invalid(request.error);
  const project = await currentProject();
  return project.ok ? project.value.startRun(request.data) : project;
}

function invalid(error: z.ZodError): Result<never, ServiceError> {
  return err(serviceError('invalid_request', z.prettifyError(error)));
}
