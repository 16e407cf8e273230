import { resolve } from 'node:path';
import { copyQuery } from '../../../engine/copy-query';
import { describeQuery } from '../../../engine/describe-query';
import { quoteName } from '../../../engine/sql-text';
import type { JsonObject } from '../../../util/json';
import { err, ok } from '../../../util/result';
import { invalid, type Delivery } from '../delivery';
import { fileTargetOf } from '../file-target';
import { writePartitions } from './write-partitions';

/** What follows TO in DuckDB's COPY, for each format that it writes. */
const copyFormats: Readonly<Record<string, string>> = {
  csv: 'FORMAT csv, HEADER',
  parquet: 'FORMAT parquet',
  json: 'FORMAT json, ARRAY true',
  jsonl: 'FORMAT json',
};

const compressions: Readonly<Record<string, readonly string[]>> = {
  csv: ['none', 'gzip', 'zstd'],
  json: ['none', 'gzip', 'zstd'],
  jsonl: ['none', 'gzip', 'zstd'],
  parquet: ['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4'],
};

/** Writes the rows to a file, which appears whole or not at all. */
export const deliverFile: Delivery = async ({ node, params, context }) => {
  const target = fileTargetOf(node.config as JsonObject);
  if (target === null) {
    return err(
      invalid(
        `${node.id} doesn't say which file to write.`,
        'Add params.path, as in "path: target/exports/users.csv".',
      ),
    );
  }
  const { path: named, format, partitionBy } = target;
  if (named.includes('://')) {
    // The address may hold a password, so it isn't repeated.
    return err({
      code: 'unsupported_exposure',
      message: `${node.id} writes to a network address, which isn't built in.`,
      hint: 'Give params.path a file, as in "path: target/exports/users.csv".',
    });
  }
  const path = resolve(context.projectDir, named);
  const delivered = { outputPath: path, url: named };
  if (format === 'xlsx') {
    if (partitionBy.length > 0) {
      return err(invalid(`${node.id} can't split an Excel file.`, 'Take out partition_by.'));
    }
    const { writeExcel } = await import('./write-excel');
    const written = await writeExcel(node, params, path, context);
    return written.ok ? ok({ ...delivered, ...written.value, metadata: { format } }) : written;
  }
  const copyFormat = copyFormats[format];
  if (copyFormat === undefined) {
    return err(
      invalid(
        `${node.id} asks for the format ${format}.`,
        `The formats are ${[...Object.keys(copyFormats), 'xlsx'].join(', ')}.`,
      ),
    );
  }
  const options = copyOptions(params, format, named);
  if (!options.ok) return err(invalid(`${node.id}: ${options.error.message}`, options.error.hint));
  if (partitionBy.length === 0) {
    const written = await copyQuery(
      context.connection,
      'FROM input_0',
      path,
      [copyFormat, ...options.value].join(', '),
    );
    return ok({ ...delivered, ...written, metadata: { format } });
  }
  const columns = [...(await describeQuery(context.connection, 'FROM input_0')).keys()];
  const unknown = partitionBy.find((name) => !columns.includes(name));
  if (unknown !== undefined) {
    return err(
      invalid(
        `${node.id} splits by ${unknown}, and the data has only ${columns.join(', ')}.`,
        'Correct partition_by.',
      ),
    );
  }
  const by = `PARTITION_BY (${partitionBy.map(quoteName).join(', ')})`;
  const written = await writePartitions(
    context.connection,
    'FROM input_0',
    path,
    [copyFormat, ...options.value, by].join(', '),
  );
  if (!written.ok) {
    return err(
      invalid(
        `${node.id} would replace the folder ${named}, and ${written.error}.`,
        'Give it a folder of its own.',
      ),
    );
  }
  const metadata = { format, partition_by: [...partitionBy], files: written.value.files };
  return ok({ ...delivered, ...written.value, metadata });
};

function copyOptions(
  params: JsonObject,
  format: string,
  path: string,
):
  | { readonly ok: true; readonly value: readonly string[] }
  | { readonly ok: false; readonly error: { readonly message: string; readonly hint: string } } {
  const options: string[] = [];
  const { compression } = params;
  if (typeof compression === 'string') {
    const known = compressions[format] ?? [];
    const wanted = compression.toLowerCase();
    if (!known.includes(wanted)) {
      const hint = `It can be ${known.join(', ')}.`;
      return { ok: false, error: { message: `compression is ${compression}.`, hint } };
    }
    options.push(`COMPRESSION ${wanted}`);
  } else if (format !== 'parquet') {
    // A file is written under another name first, which doesn't tell.
    if (path.endsWith('.gz')) options.push('COMPRESSION gzip');
    if (path.endsWith('.zst')) options.push('COMPRESSION zstd');
  }
  const delimiter = params['delimiter'] ?? params['delim'];
  if (format === 'csv' && typeof delimiter === 'string') {
    options.push(`DELIMITER '${delimiter.replaceAll("'", "''")}'`);
  } else if (format === 'csv' && /\.tsv(\.\w+)?$/.test(path)) options.push(`DELIMITER '\t'`);
  return { ok: true, value: options };
}
