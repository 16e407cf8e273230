import type { JsonObject } from '../../util/json';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionContext, ExecutionFailure, ExecutionOutput } from '../kind';
import { auditFailure, auditToJson, auditWarnings, runAudits } from './run-audits';

/**
 * Makes the audits of a node over what it left, and adds their results to what is told of it: `audits`,
 * and `warnings` of those that only warn.
 */
export async function auditOutput(
  config: JsonObject,
  output: ExecutionOutput,
  context: Pick<ExecutionContext, 'connection' | 'log'>,
): Promise<Result<ExecutionOutput, ExecutionFailure>> {
  const { outputPath } = output;
  if (outputPath?.endsWith('.parquet') !== true) {
    context.log('warning', 'The audits were not made: the node leaves no data to look at.');
    return ok(output);
  }
  const results = await runAudits(context.connection, config, outputPath);
  const warnings = auditWarnings(results);
  for (const warning of warnings) context.log('warning', warning);
  const metadata: JsonObject = {
    ...output.metadata,
    audits: results.map(auditToJson),
    ...(warnings.length > 0 ? { warnings: [...earlierWarnings(output), ...warnings] } : {}),
  };
  const failure = auditFailure(results);
  if (failure === null) return ok({ ...output, metadata });
  return err({
    code: 'audit_failed',
    message: failure,
    hint: 'Its output is there to look at; what reads it does not run. Correct the data or the audit.',
    rowCount: output.rowCount,
    metadata,
  });
}

function earlierWarnings({ metadata: { warnings } }: ExecutionOutput): string[] {
  return Array.isArray(warnings)
    ? warnings.filter((warning): warning is string => typeof warning === 'string')
    : [];
}
