import { nearMatches } from '../../util/near-matches';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionFailure } from '../kind';
import type { Audit } from './audit-schema';
import type { AuditedOutput } from './audit-type';

/** The columns that an audit names, at least one; a failure when one isn't in the output. */
export function columnsOfAudit(
  audit: Audit,
  output: AuditedOutput,
): Result<readonly string[], ExecutionFailure> {
  const named = audit.columns ?? [];
  const columns = typeof named === 'string' ? [named] : named;
  if (columns.length === 0) {
    return err({
      code: 'invalid_config',
      message: `The audit ${audit.type} names no column.`,
      hint: 'Add "columns: [name]" to it.',
    });
  }
  const missing = columns.filter((name) => !output.columns.includes(name));
  if (missing.length === 0) return ok(columns);
  const near = missing.flatMap((name) => nearMatches(name, output.columns, 1));
  return err({
    code: 'missing_column',
    message: `The audit ${audit.type} looks at ${missing.join(', ')}; the output has ${output.columns.join(', ')}.`,
    hint:
      near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'Correct the columns of the audit.',
  });
}
