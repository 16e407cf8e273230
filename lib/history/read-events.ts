import { open, type FileHandle } from 'node:fs/promises';
import type { RunEvent } from '../events/run-event';
import { isMissingFile } from '../files/missing-file';
import type { ProjectPaths } from '../files/project-paths';
import { eventFilePath } from './event-file';

const newline = 0x0a;
const chunkBytes = 1024 * 1024;

/** Reads what is appended to a run's event file, each event once, at the cost of the new bytes alone. */
export class EventTail {
  readonly #path: string;
  #file: FileHandle | null = null;
  /** Where the first line begins that was not read whole yet. */
  #offset = 0;
  #lastSeq: number;

  /** `afterSeq`: the last event that the reader has; 0 for none. */
  constructor(paths: ProjectPaths, runId: string, afterSeq = 0) {
    this.#path = eventFilePath(paths, runId);
    this.#lastSeq = afterSeq;
  }

  /** Bytes of the lines that were read; beyond them there is at most half a line. */
  get wholeBytes(): number {
    return this.#offset;
  }

  /** The events since the last call. A line that is still being written waits for the next one. */
  async readNew(): Promise<RunEvent[]> {
    const lines = await this.#readLines();
    return lines.flatMap((line) => {
      const event = parseEvent(line);
      if (event === null || event.seq <= this.#lastSeq) return [];
      this.#lastSeq = event.seq;
      return [event];
    });
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #readLines(): Promise<string[]> {
    this.#file ??= await openIfThere(this.#path);
    if (this.#file === null) return [];
    const lines: string[] = [];
    // What is written while this reads is for the next call.
    const { size } = await this.#file.stat();
    for (;;) {
      const length = Math.min(size - this.#offset, chunkBytes);
      if (length <= 0) return lines;
      const chunk = await this.#readChunk(this.#file, length, size);
      const end = chunk.lastIndexOf(newline);
      if (end === -1) return lines;
      this.#offset += end + 1;
      lines.push(...chunk.toString('utf8', 0, end).split('\n'));
    }
  }

  /** At least one whole line, if there is one, however long it is. */
  async #readChunk(file: FileHandle, length: number, size: number): Promise<Buffer> {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, this.#offset);
    const chunk = buffer.subarray(0, bytesRead);
    const left = size - this.#offset;
    if (chunk.includes(newline) || length >= left || bytesRead < length) return chunk;
    return this.#readChunk(file, Math.min(length * 4, left), size);
  }
}

/** All events of a run after number `afterSeq`, in order; none when there is no such run. */
export async function readEvents(
  paths: ProjectPaths,
  runId: string,
  afterSeq = 0,
): Promise<RunEvent[]> {
  const tail = new EventTail(paths, runId, afterSeq);
  try {
    return await tail.readNew();
  } finally {
    await tail.close();
  }
}

/** The event that opens a run's file; null when there is none yet. */
export async function readFirstEvent(paths: ProjectPaths, runId: string): Promise<RunEvent | null> {
  const file = await openIfThere(eventFilePath(paths, runId));
  if (file === null) return null;
  try {
    for await (const line of file.readLines()) return parseEvent(line);
    return null;
  } finally {
    await file.close();
  }
}

/** Null for a line that is no event of ours: a crash can leave half of one. */
function parseEvent(line: string): RunEvent | null {
  try {
    const event = JSON.parse(line) as Partial<RunEvent> | null;
    const isEvent =
      typeof event?.type === 'string' &&
      typeof event.run_id === 'string' &&
      Number.isInteger(event.seq) &&
      typeof event.at_ms === 'number';
    return isEvent ? (event as RunEvent) : null;
  } catch {
    return null;
  }
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isMissingFile(error)) return null;
    throw error;
  }
}
