import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { writeAtomic } from '../../files/write-atomic';
import { err, ok, type Result } from '../../util/result';
import { askPatiently, type PatientOptions } from './ask-patiently';
import { HttpFailure } from './http-failure';
import type { HttpRequest } from './http-request';

/** A file from the network, on disk. */
export interface DownloadedFile {
  readonly path: string;
  readonly bytes: number;
  /** The copy that was there is still what the server has: nothing was transferred. */
  readonly isUnchanged: boolean;
}

interface Validators {
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly bytes: number;
}

/**
 * Gets a file by HTTP into a folder, as a stream: the file appears whole or not at all. A copy that is
 * there is kept when the server says that it is still the same. Passing failures are tried again.
 */
export async function downloadFile(
  request: HttpRequest,
  folder: string,
  options: PatientOptions & {
    /** Whether a copy that is there may be kept. */
    readonly revalidate: boolean;
  },
): Promise<Result<DownloadedFile, string>> {
  const { signal } = options;
  const path = join(folder, cacheName(request));
  const known = options.revalidate ? await readValidators(path) : null;
  await mkdir(folder, { recursive: true });
  try {
    return ok(
      await askPatiently(request.label, () => attempt(request, path, known, signal), options),
    );
  } catch (error) {
    if (signal.aborted || !(error instanceof HttpFailure)) throw error;
    return err(error.message);
  }
}

async function attempt(
  request: HttpRequest,
  path: string,
  known: Validators | null,
  signal: AbortSignal,
): Promise<DownloadedFile> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), request.timeoutMs);
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    const response = await fetch(request.url, {
      headers: { ...request.headers, ...conditionsOf(known) },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (response.status === 304 && known !== null) {
      await response.body?.cancel();
      return { path, bytes: known.bytes, isUnchanged: true };
    }
    if (!response.ok) {
      throw HttpFailure.ofStatus(response.status, await response.text().catch(() => ''));
    }
    const bytes = await save(response, unfinished, () => timer.refresh());
    await rename(unfinished, path);
    await writeAtomic(
      validatorsPath(path),
      JSON.stringify({
        etag: response.headers.get('etag'),
        last_modified: response.headers.get('last-modified'),
        bytes,
      } satisfies Validators),
    );
    return { path, bytes, isUnchanged: false };
  } catch (error) {
    await rm(unfinished, { force: true });
    if (signal.aborted) throw error;
    if (isOfDisk(error)) throw error;
    throw HttpFailure.ofError(error, request.timeoutMs);
  } finally {
    clearTimeout(timer);
  }
}

async function save(response: Response, path: string, onBytes: () => void): Promise<number> {
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      onBytes();
      done(null, chunk);
    },
  });
  const body =
    response.body === null ? Readable.from([]) : Readable.fromWeb(response.body as ReadableStream);
  await pipeline(body, counter, createWriteStream(path));
  const announced = response.headers.get('content-length');
  // Of a compressed transfer the length is that of what travelled.
  const isPlain = response.headers.get('content-encoding') === null;
  if (isPlain && announced !== null && Number(announced) !== bytes) {
    throw new HttpFailure(`only ${String(bytes)} of ${announced} bytes came`, true);
  }
  return bytes;
}

/** By a digest, since an address may hold a key; its ending tells readers about compression. */
function cacheName({ url }: HttpRequest): string {
  const digest = createHash('sha256').update(url).digest('hex').slice(0, 24);
  const name = basename(new URL(url).pathname);
  const ending = /(?:\.[A-Za-z0-9]{1,8}){1,2}$/.exec(name)?.[0] ?? '';
  return `${digest}${ending}`;
}

const validatorsPath = (path: string): string => `${path}.http.json`;

async function readValidators(path: string): Promise<Validators | null> {
  try {
    await access(path);
    return JSON.parse(await readFile(validatorsPath(path), 'utf8')) as Validators;
  } catch {
    return null;
  }
}

function conditionsOf(known: Validators | null): Record<string, string> {
  return {
    ...(known?.etag == null ? {} : { 'if-none-match': known.etag }),
    ...(known?.last_modified == null ? {} : { 'if-modified-since': known.last_modified }),
  };
}

function isOfDisk(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    ['ENOSPC', 'EACCES', 'EROFS', 'EDQUOT', 'EISDIR'].includes(error.code)
  );
}
