import { copyQuery } from '../../engine/copy-query';
import { quotePath } from '../../engine/sql-text';
import { err, ok } from '../../util/result';
import { kindOfId, shortNameOf, type NodeId } from '../../graph/node-id';
import type { Executor } from '../kind';
import { aggregationSql, columnNames } from './aggregation-sql';
import type { AggregationConfig } from './schema';

/** Aggregates the node named by `source`, or the first input. */
export const aggregationExecutor: Executor<AggregationConfig> = {
  async execute(node, context) {
    const { config } = node;
    const wanted = config.source ?? context.inputs[0]?.id;
    const input = context.inputs.find(({ id }) => id === wanted);
    if (input === undefined) {
      return err({
        code: 'invalid_config',
        message: `${node.id} has nothing to aggregate.`,
        hint: 'Name the node with its data, as in "source: transform.clean_orders".',
      });
    }
    const sql = aggregationSql(config, viewOf(input.id));
    if (!sql.ok) {
      return err({ code: 'invalid_config', message: `In ${node.id}, ${sql.error}.` });
    }
    await context.connection.check(sql.value);
    const { rowCount } = await copyQuery(context.connection, sql.value, context.outputPath);
    const columns = columnNames(config);
    return ok({
      rowCount,
      outputPath: context.outputPath,
      metadata: {
        engine: 'duckdb',
        sql_generated: sql.value,
        aggregation_count: columns.length,
        features: config.features.map((feature) => feature.name),
      },
    });
  },
};

function viewOf(id: NodeId): string {
  return quotePath(kindOfId(id), shortNameOf(id));
}
