import type { JsonObject } from '../../util/json';
import type { Result } from '../../util/result';
import type { ExecutionContext, ExecutionFailure, KindNode } from '../kind';
import type { Check, RuleConfig } from './schema';

/** What a check is made over. */
export interface CheckedData {
  /** The name of the view with the rows, ready for SQL. */
  readonly view: string;
  /** Column name to DuckDB type. */
  readonly columns: ReadonlyMap<string, string>;
  readonly rowCount: number;
}

/** What the number of violations means. */
export interface Verdict {
  readonly passed: boolean;
  /** Without a full stop: others join it. */
  readonly message: string;
  /** Said by a check that knows itself that it is no more than a warning. */
  readonly severity?: 'warn';
}

/** A check that is ready to be counted. */
export interface PreparedCheck {
  /** The violations, one a row. */
  readonly query: string;
  /** The columns that were looked at. */
  readonly columns: readonly string[];
  readonly judge: (violations: number) => Verdict;
  /** What the check says besides, for the metadata. */
  readonly facts?: JsonObject;
}

/** A type of check, as in `type: range`. */
export interface RuleType {
  prepare(input: {
    readonly node: KindNode<RuleConfig>;
    readonly check: Check;
    /** Where the check stands in the document: `['rule']` or `['rule', 2]`. */
    readonly path: readonly (string | number)[];
    readonly data: CheckedData;
    readonly context: ExecutionContext;
  }): Promise<Result<PreparedCheck, ExecutionFailure>>;
}
