import type { JsonObject } from '../../util/json';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionFailure } from '../kind';

/** `error`: the node fails. `warn`: it succeeds and says so. */
export type Severity = 'error' | 'warn';

type Params = JsonObject | null | undefined;

/** The severity of a check: its own, else that of the rule, else error. */
export function severityOf(check: Params, rule: Params): Result<Severity, ExecutionFailure> {
  const severity = check?.['severity'] ?? rule?.['severity'] ?? 'error';
  if (severity === 'error' || severity === 'warn') return ok(severity);
  return err({
    code: 'invalid_config',
    message: `There is no severity ${JSON.stringify(severity)}.`,
    hint: 'It is error (the node fails) or warn (the node succeeds with a warning).',
  });
}
