import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { copyQuery } from '../../engine/copy-query';
import { EngineError } from '../../engine/engine-error';
import { isFilePattern } from '../../files/file-pattern';
import { err, ok } from '../../util/result';
import type { Executor, ExecutionContext, ExecutionFailure } from '../kind';
import { locateSql } from '../locate-sql';
import { readers } from './readers';
import type { SourceConfig } from './schema';

/** Reads a file with DuckDB and hands it on as Parquet. */
export const sourceExecutor: Executor<SourceConfig> = {
  async execute(node, context) {
    const { source: format, table, params } = node.config;
    const reader = readers[format];
    if (reader === undefined) {
      return err({
        code: 'unsupported_source',
        message: `Unsupported source type '${format}'. Supported types: ${Object.keys(readers).join(', ')}`,
        hint: 'Export the data to one of these, and name the file in "table".',
      });
    }
    if (table === undefined || table === null || table === '') {
      return err({
        code: 'invalid_config',
        message: `Missing required field 'table' in ${node.id}`,
        hint: 'Name the file, as in "table: data/users.csv".',
      });
    }
    if (table.includes('://')) {
      // The address may hold a password, so it isn't repeated.
      return err({
        code: 'unsupported_source',
        message: `${node.id} reads from a network address, which isn't built in.`,
        hint: 'Download the file into the project, and name it in "table".',
      });
    }
    const path = resolve(context.projectDir, table);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (!isThere && !isFilePattern(table)) {
      return err({
        code: 'input_missing',
        message: `${node.id}: no file at ${table}`,
        hint: 'Put the file there, or correct "table"; paths start at the project folder.',
        ...(await placeOfTable(node.filePath, context)),
      });
    }
    try {
      const { rowCount } = await copyQuery(
        context.connection,
        `FROM ${reader(path, params ?? {})}`,
        context.outputPath,
      );
      return ok({
        rowCount,
        outputPath: context.outputPath,
        metadata: { source: format, table },
      });
    } catch (error) {
      if (!(error instanceof EngineError) || error.interrupted) throw error;
      return err({
        code: 'unreadable_data',
        message: `Failed to load ${format.toUpperCase()} from '${table}': ${error.message}`,
        ...(await placeOfTable(node.filePath, context)),
      });
    }
  },
};

/** Where the node's file names its data. */
async function placeOfTable(
  filePath: string | null,
  { projectDir }: ExecutionContext,
): Promise<Pick<ExecutionFailure, 'place'>> {
  if (filePath === null) return {};
  const place = await locateSql(projectDir, filePath, ['table'], { line: 1, column: 1 });
  return place === null ? {} : { place };
}
