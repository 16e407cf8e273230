import type { NodeError } from '../events/run-event';
import type { JsonObject } from '../util/json';

/** One execution of a node with what it told of itself. Times are Unix milliseconds. */
export interface NodeReport {
  readonly runId: string;
  readonly nodeId: string;
  readonly kind: string;
  readonly status: 'success' | 'failed';
  readonly runStartedAtMs: number;
  readonly finishedAtMs: number | null;
  readonly rowCount: number | null;
  readonly metadata: JsonObject;
  readonly error: NodeError | null;
}
