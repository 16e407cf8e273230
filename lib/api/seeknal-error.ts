import type { Diagnostic } from '../project/diagnostic';
import type { ServiceError } from '../service/service-error';

/** Why something was refused that a program has asked for. What is thrown beside it is a bug of ours. */
export class SeeknalError extends Error {
  override readonly name = 'SeeknalError';
  /** Stable, for programs: `unknown_node`, `run_in_progress`, `project_has_errors` ... */
  readonly code: string;
  /** What to do next, when we know. */
  readonly hint: string | null;
  /** The mistakes in the project or manifest, when these are the reason. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    error: Pick<ServiceError, 'message' | 'hint'> & {
      readonly code: string;
      readonly diagnostics?: readonly Diagnostic[];
    },
  ) {
    const { diagnostics = [] } = error;
    const mistakes = diagnostics.filter(({ severity }) => severity === 'error');
    super(mistakes.length > 0 ? mistakes.map(({ message }) => message).join('\n') : error.message);
    this.code = error.code;
    this.hint = error.hint;
    this.diagnostics = diagnostics;
  }
}
