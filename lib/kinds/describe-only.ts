import type { JsonObject } from '../util/json';
import { ok, type Result } from '../util/result';
import type { ExecutionContext, ExecutionOutput } from './kind';

/** The outcome of a node that defines something and makes no data: success, with what is odd in it. */
export function describeOnly(
  metadata: JsonObject,
  warnings: readonly string[],
  { log }: Pick<ExecutionContext, 'log'>,
): Result<ExecutionOutput, never> {
  for (const warning of warnings) log('warning', warning);
  return ok({
    rowCount: 0,
    outputPath: null,
    metadata: {
      ...metadata,
      ...(warnings.length > 0 ? { validation_warnings: [...warnings] } : {}),
    },
  });
}
