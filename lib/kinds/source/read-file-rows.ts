import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { downloadFile } from '../../connections/http/download-file';
import { httpRequest } from '../../connections/http/http-request';
import { EngineError } from '../../engine/engine-error';
import { isFilePattern } from '../../files/file-pattern';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionFailure } from '../kind';
import { fileOfSource, isHttpAddress, type SourceFile } from './file-of-source';
import { networkNotBuiltIn } from './not-built-in';
import { placeOf } from './place-of';
import type { ReadRows, ServerReadRequest } from './reader';
import { readers } from './readers';

/** Finds the file of a source, from the network too, and gives what its format's reader makes of it. */
export async function readFileRows(
  request: ServerReadRequest,
  format: string,
): Promise<Result<ReadRows, ExecutionFailure>> {
  const { node, params, context } = request;
  const { table = null } = node.config;
  const reader = readers[format];
  if (reader === undefined) throw new Error(`There is no reader of ${format}`);
  const file = fileOfSource({ source: format, table, params });
  if (file === null) return err(noTable(node.id));
  const place = await placeOf(file.field, node.filePath, context);
  const found = isHttpAddress(file.path)
    ? await download(request, file.path)
    : await localFile(request, file);
  if (!found.ok) return err({ ...found.error, ...place });
  const unreadable = (why: string): ExecutionFailure => ({
    code: 'unreadable_data',
    message: `Failed to load ${node.config.source.toUpperCase()} from '${found.value.label}': ${why}`,
    ...place,
  });
  try {
    const relation = await reader({ path: found.value.path, table, params, context });
    return relation.ok ? ok({ relation: relation.value }) : err(unreadable(relation.error));
  } catch (error) {
    if (!(error instanceof EngineError) || error.interrupted) throw error;
    return err(unreadable(error.message));
  }
}

interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** How messages call it. */
  readonly label: string;
}

async function localFile(
  { node, context }: ServerReadRequest,
  file: SourceFile,
): Promise<Result<FoundFile, ExecutionFailure>> {
  if (file.path.includes('://')) return err(networkNotBuiltIn(node.id));
  const path = resolve(context.projectDir, file.path);
  const found = await stat(path).catch(() => null);
  if (found === null && !isFilePattern(file.path)) {
    return err({
      code: 'input_missing',
      message: `${node.id}: no file at ${file.path}`,
      hint: `Put the file there, or correct "${file.field.join('.')}"; paths start at the project folder.`,
    });
  }
  if (found?.isDirectory() === true) {
    return err({
      code: 'input_missing',
      message: `${node.id}: ${file.path} is a folder.`,
      hint: `Name the files in it, as in "${file.path.replace(/\/+$/, '')}/**/*.parquet".`,
    });
  }
  return ok({ path, label: file.path });
}

async function download(
  { node, params, context }: ServerReadRequest,
  url: string,
): Promise<Result<FoundFile, ExecutionFailure>> {
  const request = httpRequest(url, params, context.outside);
  if (!request.ok)
    return err({ ...request.error, message: `${node.id}: ${request.error.message}` });
  const { label } = request.value;
  const got = await downloadFile(request.value, join(context.projectDir, 'target/cache/http'), {
    signal: context.signal,
    revalidate: !context.full,
    onRetry: (message) => context.log('warning', `${node.id}: ${message}`),
  });
  if (!got.ok) {
    return err({
      code: 'download_failed',
      message: `${node.id} can't get ${label}: ${got.error}`,
      hint: 'Open the address in a browser; params may hold headers, auth and timeout (seconds).',
    });
  }
  const { path, bytes, isUnchanged } = got.value;
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  context.log(
    'info',
    isUnchanged
      ? `${label} is unchanged (${size}): the copy in target/cache is read.`
      : `Got ${size} from ${label}.`,
  );
  return ok({ path, label });
}

function noTable(id: string): ExecutionFailure {
  return {
    code: 'invalid_config',
    message: `Missing required field 'table' in ${id}`,
    hint: 'Name the file, as in "table: data/users.csv".',
  };
}
