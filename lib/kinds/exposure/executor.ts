import { err, ok } from '../../util/result';
import { nearMatches } from '../../util/near-matches';
import type { ExecutionFailure, Executor } from '../kind';
import { deliveries } from './deliveries';
import { invalid } from './delivery';
import type { ExposureConfig } from './schema';

/** Hands the rows of its first input to the world outside. */
export const exposureExecutor: Executor<ExposureConfig> = {
  async execute(node, context) {
    const { type } = node.config;
    if (type === 'report') {
      const message = `${node.id} is a report, and runs make none: skipped.`;
      context.log('info', message);
      return ok({
        rowCount: 0,
        outputPath: null,
        metadata: { exposure_type: type, delivery_confirmed: false, skipped: true, message },
      });
    }
    const load = deliveries[type];
    if (load === undefined) return err(notBuiltIn(node.id, type));
    const [input, ...others] = context.inputs;
    if (input === undefined) {
      return err(
        invalid(
          `${node.id} has no data to deliver.`,
          'Name a node, as in "depends_on: [{ref: feature_group.users}]".',
        ),
      );
    }
    if (others.length > 0) {
      context.log(
        'warning',
        `${node.id} delivers ${input.id} only, and not ${others.map(({ id }) => id).join(', ')}.`,
      );
    }
    const deliver = await load();
    const startMs = performance.now();
    const delivered = await deliver({ node, params: node.config.params ?? {}, input, context });
    if (!delivered.ok) return delivered;
    const { rowCount, outputPath, url, bytes, metadata = {} } = delivered.value;
    return ok({
      rowCount,
      outputPath,
      metadata: {
        exposure_type: type,
        delivery_url: url,
        bytes_written: bytes,
        delivery_duration: Math.round(performance.now() - startMs) / 1000,
        delivery_confirmed: true,
        ...metadata,
      },
    });
  },
};

function notBuiltIn(id: string, type: string): ExecutionFailure {
  const known = [...Object.keys(deliveries), 'report'];
  if (type === 'starrocks_materialized_view') {
    return {
      code: 'unsupported_exposure',
      message: `${id} makes a materialized view in StarRocks, and that isn't built in.`,
      hint: `Give the node a kind of your own, and add its executor to seeknal.config.ts: registerExecutor('starrocks_view', async (node, context) => { ... }). Or deliver to PostgreSQL with "type: database".`,
    };
  }
  const near = nearMatches(type, known);
  return {
    code: 'unsupported_exposure',
    message: `Exposures of type "${type}" are not built in; ${id} can't be delivered.`,
    hint:
      near.length > 0
        ? `Did you mean ${near.join(', ')}?`
        : `The types that are built in are ${known.join(', ')}.`,
  };
}
