import type { ServiceError } from '@/lib/service/service-error';
import type { Result } from '@/lib/util/result';

/** A refusal of the service on its way through a query, which knows failures as thrown errors only. */
class ServiceFailure extends Error {
  readonly problem: ServiceError;

  constructor(problem: ServiceError) {
    super(problem.message);
    this.name = 'ServiceFailure';
    this.problem = problem;
  }
}

/** The value of a result; its error is thrown, as queries want it. */
export function valueOrThrow<T>(result: Result<T, ServiceError>): T {
  if (!result.ok) throw new ServiceFailure(result.error);
  return result.value;
}

/** Any error of a query as a sentence and a next step; what is not a refusal means that nobody answered. */
export function problemOf(error: Error): ServiceError {
  if (error instanceof ServiceFailure) return error.problem;
  return {
    code: 'internal_error',
    message: 'The Seeknal server does not answer.',
    hint: 'See whether it still runs in its terminal. The page goes on by itself when it is back.',
    diagnostics: [],
  };
}
