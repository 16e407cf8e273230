import type { Result } from '../../util/result';
import type { ExecutionFailure } from '../kind';
import type { Audit } from './audit-schema';

/** What an audit is made over. */
export interface AuditedOutput {
  /** The name of the view with the rows, ready for SQL; also known as `__THIS__`. */
  readonly view: string;
  readonly columns: readonly string[];
}

/** An audit that is ready to be counted. */
export interface PreparedAudit {
  /** One row with the number in `n`. */
  readonly count: string;
  /** What is wrong, to look at some of it; null when it is not about single rows. */
  readonly violations: string | null;
  readonly columns: readonly string[];
  /** What the number means. */
  readonly judge: (n: number) => {
    readonly passed: boolean;
    readonly failingRows: number;
    readonly message: string;
  };
}

/** A type of audit, as in `type: not_null`. */
export interface AuditType {
  prepare(audit: Audit, output: AuditedOutput): Result<PreparedAudit, ExecutionFailure>;
}
