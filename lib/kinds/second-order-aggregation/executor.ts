import { copyQuery } from '../../engine/copy-query';
import { err, ok } from '../../util/result';
import type { Executor } from '../kind';
import { sourceInput } from '../source-input';
import type { SecondOrderAggregationConfig } from './schema';
import { secondOrderSql, withoutEffect } from './second-order-sql';

/** Aggregates the rows of the node named by `source` into one row for each id. */
export const secondOrderAggregationExecutor: Executor<SecondOrderAggregationConfig> = {
  async execute(node, context) {
    const { config } = node;
    const input = sourceInput(config.source, context.inputs);
    if (input === null) {
      return err({
        code: 'invalid_config',
        message: `${node.id} has nothing to aggregate.`,
        hint: 'Name the node with its data, as in "source: aggregation.daily_sales".',
      });
    }
    const applicationDate = config.application_date_col;
    if (typeof applicationDate !== 'string') {
      return err({
        code: 'invalid_config',
        message: `Missing required field: application_date_col`,
        hint: `Name the column of ${input.id} with the date for which the result holds.`,
      });
    }
    const sql = secondOrderSql({ ...config, application_date_col: applicationDate }, input.view);
    if (!sql.ok) {
      return err({ code: 'invalid_config', message: `In ${node.id}, ${sql.error}.` });
    }
    for (const sentence of withoutEffect(config)) context.log('warning', sentence);
    await context.connection.check(sql.value);
    const { rowCount } = await copyQuery(context.connection, sql.value, context.outputPath);
    const features = Object.keys(config.features);
    return ok({
      rowCount,
      outputPath: context.outputPath,
      metadata: {
        engine: 'duckdb',
        source: input.id,
        view_name: node.id,
        sql_generated: sql.value,
        features,
        feature_count: features.length,
      },
    });
  },
};
