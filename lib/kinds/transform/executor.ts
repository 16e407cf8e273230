import { ok } from '../../util/result';
import type { Executor } from '../kind';
import { prepareQuery, writeOutput } from '../prepare-query';
import type { TransformConfig } from './schema';

/** Runs the statements in order; the last one's result, empty or not, is the output. */
export const transformExecutor: Executor<TransformConfig> = {
  async execute(node, context) {
    const sql = node.config.transform;
    const prepared = await prepareQuery(node, sql, ['transform'], context);
    if (!prepared.ok) return prepared;
    const written = await writeOutput(prepared.value, context);
    if (!written.ok) return written;
    return ok({
      rowCount: written.value.rowCount,
      outputPath: context.outputPath,
      metadata: {
        engine: 'duckdb',
        statements_executed: prepared.value.statements,
        sql_length: sql.length,
        sql_preview: sql.slice(0, 100),
      },
    });
  },
};
