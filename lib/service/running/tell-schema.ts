import type { EngineConnection } from '../../engine/connection';
import { describeQuery } from '../../engine/describe-query';
import { parquetColumns } from '../../engine/parquet-columns';
import { quoteText } from '../../engine/sql-text';
import type { ExecutionOutput } from '../../kinds/kind';

/**
 * Adds to what a node tells the columns of its output, as `output_schema: [{name, type}]`: what they were
 * can't be read off a file that a later run has replaced.
 */
export async function tellSchema(
  connection: EngineConnection,
  output: ExecutionOutput,
): Promise<ExecutionOutput> {
  const { outputPath } = output;
  if (outputPath?.endsWith('.parquet') !== true) return output;
  const columns =
    parquetColumns(outputPath) ??
    (await describeQuery(connection, `FROM read_parquet(${quoteText(outputPath)})`));
  const schema = [...columns].map(([name, type]) => ({ name, type }));
  return { ...output, metadata: { ...output.metadata, output_schema: schema } };
}
