import type { FilePlace } from '../events/run-event';
import type { NodeId } from '../graph/node-id';

export type DiagnosticCode =
  | 'invalid_yaml'
  | 'not_a_mapping'
  | 'missing_field'
  | 'invalid_field'
  | 'unknown_field'
  | 'unknown_kind'
  | 'duplicate_node'
  | 'unknown_ref'
  | 'cycle'
  | 'no_node_files'
  | 'nodes_from_manifest'
  | 'unreadable_file'
  | 'invalid_settings'
  | 'invalid_config_file'
  | 'invalid_profile'
  | 'unknown_connection'
  | 'invalid_manifest'
  | 'data_file_missing'
  | 'unknown_pool'
  | 'unresolved_expression'
  | 'not_supported';

/** A located mistake in the project's files, in words for its author. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** Errors stop a run; warnings are only told. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What to do next. */
  readonly hint: string | null;
  readonly place: FilePlace | null;
  readonly nodeId: NodeId | null;
}

/** Whether it is to be told with whatever is said of the project, since it casts doubt on all of it. */
export function isDoubtOfAll({ severity, place, nodeId }: Diagnostic): boolean {
  return severity === 'warning' && place === null && nodeId === null;
}
