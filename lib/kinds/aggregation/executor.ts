import { copyQuery } from '../../engine/copy-query';
import { err, ok } from '../../util/result';
import type { Executor } from '../kind';
import { sourceInput } from '../source-input';
import { aggregationSql, columnNames } from './aggregation-sql';
import type { AggregationConfig } from './schema';

/** Aggregates the node named by `source`, or the first input. */
export const aggregationExecutor: Executor<AggregationConfig> = {
  async execute(node, context) {
    const { config } = node;
    const input = sourceInput(config.source, context.inputs);
    if (input === null) {
      return err({
        code: 'invalid_config',
        message: `${node.id} has nothing to aggregate.`,
        hint: 'Name the node with its data, as in "source: transform.clean_orders".',
      });
    }
    const sql = aggregationSql(config, input.view);
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
