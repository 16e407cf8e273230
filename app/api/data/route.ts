import { z } from 'zod';
import { currentProject } from '@/lib/service/project/current-project';
import { serviceError, type ServiceError } from '@/lib/service/service-error';
import { err, type Result } from '@/lib/util/result';
import { answerRequest, dataRequest } from './request';

/**
 * Rows, profiles and queries. A route and no action: actions of a page wait for each other and can't be
 * given up, and here a query that nobody waits for any more must end.
 */
export async function POST(request: Request): Promise<Response> {
  return Response.json(await answer(request), { headers: { 'Cache-Control': 'no-store' } });
}

async function answer(request: Request): Promise<Result<unknown, ServiceError>> {
  const asked = dataRequest.safeParse(await request.json().catch(() => null));
  if (!asked.success) {
    return err(serviceError('invalid_request', z.prettifyError(asked.error)));
  }
  const project = await currentProject();
  return project.ok ? answerRequest(project.value, asked.data, request.signal) : project;
}
