import type { JsonValue } from '../util/json';

/** One field that differs between two versions of a node. `path` as in `params.min_amount`. */
export interface FieldChange {
  readonly path: string;
  /** Undefined: the field was not there. */
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}
