import type { JsonObject } from '../../util/json';
import type { Result } from '../../util/result';
import type { ExecutionContext, ExecutionFailure, KindNode, NodeInput } from '../kind';
import type { ExposureConfig } from './schema';

/** What is to be delivered, and by which node. */
export interface DeliveryRequest {
  readonly node: KindNode<ExposureConfig>;
  readonly params: JsonObject;
  /** The node whose rows are delivered, which SQL calls input_0. */
  readonly input: NodeInput;
  readonly context: ExecutionContext;
}

/** What has arrived. */
export interface Delivered {
  readonly rowCount: number;
  /** Absolute path of what was written; null when it isn't a file of this project. */
  readonly outputPath: string | null;
  /** Where it went, for people: without anything secret. Null when there is no such place. */
  readonly url: string | null;
  readonly bytes: number;
  readonly metadata?: JsonObject;
}

/** Takes the rows of a node to a place outside. */
export type Delivery = (request: DeliveryRequest) => Promise<Result<Delivered, ExecutionFailure>>;

/** A failure of somebody who wrote the node. */
export function invalid(message: string, hint: string): ExecutionFailure {
  return { code: 'invalid_config', message, hint };
}
