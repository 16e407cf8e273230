import { mainTypeName } from '../../connections/profiles';
import { copyQuery } from '../../engine/copy-query';
import { EngineError } from '../../engine/engine-error';
import { quoteText } from '../../engine/sql-text';
import { maskAddress } from '../../util/mask-secrets';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionFailure, ExecutionOutput, Executor } from '../kind';
import { checkColumns } from './check-columns';
import { notBuiltIn } from './not-built-in';
import { placeOf } from './place-of';
import { readFileRows } from './read-file-rows';
import type { ReadRows, ServerReadRequest } from './reader';
import { fileFormatOf, serverReaders } from './readers';
import type { SourceConfig } from './schema';

/** Reads data from outside and hands it on as Parquet. */
export const sourceExecutor: Executor<SourceConfig> = {
  async execute(node, context) {
    const { source: type, table = null } = node.config;
    const defaults = context.outside.sourceDefaults(type);
    if (!defaults.ok) return defaults;
    const request = { node, params: { ...defaults.value, ...node.config.params }, context };
    const serverReader = serverReaders[mainTypeName(type)];
    const format = fileFormatOf(type, table);
    if (serverReader === undefined && format === null) return err(notBuiltIn(node.id, type));
    const rows =
      serverReader !== undefined
        ? await serverReader(request)
        : await readFileRows(request, format ?? type);
    if (!rows.ok) return rows;
    try {
      return await handOn(request, rows.value);
    } catch (error) {
      if (!(error instanceof EngineError) || error.interrupted) throw error;
      return err({
        code: 'unreadable_data',
        message: `Failed to load ${type.toUpperCase()} from ${named(table)}: ${error.message}`,
        ...(await placeOf(['table'], node.filePath, context)),
      });
    } finally {
      await rows.value.release?.();
    }
  },
};

/** Compares the rows with what the node declares, and writes them to its output. */
async function handOn(
  { node, context }: ServerReadRequest,
  { relation, keyValues = {}, metadata = {} }: ReadRows,
): Promise<Result<ExecutionOutput, ExecutionFailure>> {
  const { config } = node;
  const mismatches = await checkColumns(context.connection, relation, config.columns ?? {});
  const [mismatch] = mismatches;
  if (mismatch !== undefined && config.strict === true) {
    return err({
      code: 'schema_mismatch',
      message: `${node.id} is strict: ${mismatches.map(({ message }) => message).join('; ')}.`,
      hint: 'Correct the data or "columns", or take out "strict: true" to be warned only.',
      ...(await placeOf(['columns', mismatch.column], node.filePath, context)),
    });
  }
  const warnings = mismatches.map(({ message }) => `${node.id}: ${message}.`);
  for (const warning of warnings) context.log('warning', warning);
  const tags = Object.entries(keyValues).map(([key, value]) => `${key}: ${quoteText(value)}`);
  const { rowCount } = await copyQuery(
    context.connection,
    `FROM ${relation}`,
    context.outputPath,
    `FORMAT parquet${tags.length === 0 ? '' : `, KV_METADATA {${tags.join(', ')}}`}`,
  );
  const { table = null } = config;
  return ok({
    rowCount,
    outputPath: context.outputPath,
    metadata: {
      source: config.source,
      table: table === null ? null : maskAddress(table),
      ...metadata,
      ...(warnings.length > 0 ? { warnings } : {}),
    },
  });
}

function named(table: string | null): string {
  return table === null ? 'the query' : `'${maskAddress(table)}'`;
}
