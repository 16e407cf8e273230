import { resolve } from 'node:path';
import { copyQuery } from '../../engine/copy-query';
import { err, ok } from '../../util/result';
import type { Executor } from '../kind';
import type { ExposureConfig } from './schema';

/** What follows TO in DuckDB's COPY, for each format of a file. */
const fileFormats: Readonly<Record<string, string>> = {
  csv: 'FORMAT csv, HEADER',
  parquet: 'FORMAT parquet',
  json: 'FORMAT json, ARRAY true',
  jsonl: 'FORMAT json',
};

/** Writes the rows of its input to a file for others. */
export const exposureExecutor: Executor<ExposureConfig> = {
  async execute(node, context) {
    const { type, params, url } = node.config;
    if (type !== 'file') {
      return err({
        code: 'unsupported_exposure',
        message: `Exposures of type "${type}" are not built in; ${node.id} can't be delivered.`,
        hint: 'The type that is built in is file.',
      });
    }
    const target = params?.['path'] ?? url;
    if (typeof target !== 'string' || target === '') {
      return err({
        code: 'invalid_config',
        message: `${node.id} doesn't say which file to write.`,
        hint: 'Add params.path, as in "path: target/exports/users.csv".',
      });
    }
    if (target.includes('://')) {
      // The address may hold a password, so it isn't repeated.
      return err({
        code: 'unsupported_exposure',
        message: `${node.id} writes to a network address, which isn't built in.`,
        hint: 'Give params.path a file, as in "path: target/exports/users.csv".',
      });
    }
    const format = params?.['format'] ?? 'csv';
    const copyFormat = typeof format === 'string' ? fileFormats[format] : undefined;
    if (typeof format !== 'string' || copyFormat === undefined) {
      return err({
        code: 'invalid_config',
        message: `${node.id} asks for the format ${JSON.stringify(format)}.`,
        hint: `The formats are ${Object.keys(fileFormats).join(', ')}.`,
      });
    }
    if (context.inputs.length === 0) {
      return err({
        code: 'invalid_config',
        message: `${node.id} has no data to write.`,
        hint: 'Name a node, as in "depends_on: [{ref: feature_group.users}]".',
      });
    }
    const path = resolve(context.projectDir, target);
    const { rowCount, bytes } = await copyQuery(
      context.connection,
      'FROM input_0',
      path,
      copyFormat,
    );
    return ok({
      rowCount,
      outputPath: path,
      metadata: {
        exposure_type: type,
        delivery_url: target,
        format,
        bytes_written: bytes,
        delivery_confirmed: true,
      },
    });
  },
};
