import type { Diagnostic } from '../project/diagnostic';

/** Why a use case refused: one sentence for the person, and what to do next. */
export interface ServiceError {
  readonly code:
    | 'not_a_project'
    | 'project_has_errors'
    | 'unknown_node'
    | 'unknown_kind'
    | 'invalid_selector'
    | 'unbuilt_upstream'
    | 'plan_outdated'
    | 'unresolved_expression'
    | 'unknown_plan'
    | 'missing_tool'
    | 'run_in_progress'
    | 'state_unavailable'
    | 'unknown_run'
    | 'invalid_request'
    | 'not_writable'
    | 'invalid_query'
    | 'refused'
    | 'invalid_view'
    | 'output_missing'
    | 'unreadable'
    | 'time_limit'
    | 'memory_limit'
    | 'cancelled'
    | 'internal_error';
  readonly message: string;
  readonly hint: string | null;
  /** The mistakes in the project's files, when these are the reason. */
  readonly diagnostics: readonly Diagnostic[];
}

export function serviceError(
  code: ServiceError['code'],
  message: string,
  more: { hint?: string; diagnostics?: readonly Diagnostic[] } = {},
): ServiceError {
  return { code, message, hint: more.hint ?? null, diagnostics: more.diagnostics ?? [] };
}
