import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { copyQuery } from '../../engine/copy-query';
import { EngineError } from '../../engine/engine-error';
import { isFilePattern } from '../../files/file-pattern';
import { err, ok } from '../../util/result';
import type { Executor, ExecutionContext, ExecutionFailure } from '../kind';
import { locateSql } from '../locate-sql';
import { checkColumns } from './check-columns';
import { fileOfSource, type SourceFile } from './file-of-source';
import { networkNotBuiltIn, notBuiltIn } from './not-built-in';
import { readers } from './readers';
import type { SourceConfig } from './schema';

/** Reads data from outside and hands it on as Parquet. */
export const sourceExecutor: Executor<SourceConfig> = {
  async execute(node, context) {
    const { config } = node;
    const { source: format, table = null, params } = config;
    const reader = readers[format];
    if (reader === undefined) return err(notBuiltIn(node.id, format));
    const file = fileOfSource({ source: format, table, params: params ?? {} });
    if (file === null) return err(noTable(node.id));
    if (file.path.includes('://')) return err(networkNotBuiltIn(node.id));

    const place = (): Promise<Pick<ExecutionFailure, 'place'>> =>
      placeOf(file.field, node.filePath, context);
    const path = resolve(context.projectDir, file.path);
    const missing = await missingFile(node.id, file, path);
    if (missing !== null) return err({ ...missing, ...(await place()) });
    const unreadable = async (why: string): Promise<ExecutionFailure> => ({
      code: 'unreadable_data',
      message: `Failed to load ${format.toUpperCase()} from '${file.path}': ${why}`,
      ...(await place()),
    });
    try {
      const relation = await reader({ path, table, params: params ?? {}, context });
      if (!relation.ok) return err(await unreadable(relation.error));
      const mismatches = await checkColumns(
        context.connection,
        relation.value,
        config.columns ?? {},
      );
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
      const { rowCount } = await copyQuery(
        context.connection,
        `FROM ${relation.value}`,
        context.outputPath,
      );
      return ok({
        rowCount,
        outputPath: context.outputPath,
        metadata: { source: format, table, ...(warnings.length > 0 ? { warnings } : {}) },
      });
    } catch (error) {
      if (!(error instanceof EngineError) || error.interrupted) throw error;
      return err(await unreadable(error.message));
    }
  },
};

async function missingFile(
  id: string,
  file: SourceFile,
  path: string,
): Promise<ExecutionFailure | null> {
  const found = await stat(path).catch(() => null);
  if (found === null && !isFilePattern(file.path)) {
    return {
      code: 'input_missing',
      message: `${id}: no file at ${file.path}`,
      hint: `Put the file there, or correct "${file.field.join('.')}"; paths start at the project folder.`,
    };
  }
  if (found?.isDirectory() === true) {
    return {
      code: 'input_missing',
      message: `${id}: ${file.path} is a folder.`,
      hint: `Name the files in it, as in "${file.path.replace(/\/+$/, '')}/**/*.parquet".`,
    };
  }
  return null;
}

function noTable(id: string): ExecutionFailure {
  return {
    code: 'invalid_config',
    message: `Missing required field 'table' in ${id}`,
    hint: 'Name the file, as in "table: data/users.csv".',
  };
}

/** Where the node's file names its data. */
async function placeOf(
  field: readonly string[],
  filePath: string | null,
  { projectDir }: ExecutionContext,
): Promise<Pick<ExecutionFailure, 'place'>> {
  if (filePath === null) return {};
  const place = await locateSql(projectDir, filePath, field, { line: 1, column: 1 });
  return place === null ? {} : { place };
}
