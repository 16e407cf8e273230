import { appendFileSync } from 'node:fs';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../../../files/sync-folder';
import { parseNodeId, type NodeId } from '../../../graph/node-id';
import { isJsonObject } from '../../../util/json';
import type { NodeState } from '../../execution-state';
import { parseJson } from '../../parse-json';
import { nodeStateFromJson, nodeStateToJson } from '../../state-json';

/** The entries since the state file was written, one `{"node_id": ..., ...entry}` a line. */
export class Journal {
  readonly #path: string;
  #file: Promise<FileHandle> | null = null;
  #waiting: string[] = [];
  #nextWrite: Promise<void> | null = null;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Resolves once the entry is on disk. Those that come while the disk is busy share the next write. */
  append(id: NodeId, entry: NodeState): Promise<void> {
    this.#waiting.push(`${JSON.stringify({ node_id: id, ...nodeStateToJson(entry) })}\n`);
    if (this.#nextWrite === null) {
      this.#nextWrite = this.#lastWrite.then(() => this.#write());
      this.#lastWrite = this.#nextWrite.catch(() => undefined);
    }
    return this.#nextWrite;
  }

  async close(): Promise<void> {
    await this.#lastWrite;
    const file = this.#file;
    this.#file = null;
    await (await file)?.close();
  }

  /** Forgets all entries: they are kept elsewhere by now. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.#path, { force: true });
  }

  async #write(): Promise<void> {
    const lines = this.#waiting;
    this.#waiting = [];
    this.#nextWrite = null;
    this.#file ??= openForAppending(this.#path);
    const file = await this.#file;
    // Into the system's memory, which takes no time; only the disk is waited for.
    appendFileSync(file.fd, lines.join(''));
    await file.datasync();
  }
}

/** What a journal says, line by line. */
export interface ReadJournal {
  readonly entries: readonly (readonly [NodeId, NodeState])[];
  /** Lines that are whole and no entries. */
  readonly damagedLines: number;
  /** The last line has no end: a crash cut it short, so that it never counted. */
  readonly cutShort: boolean;
}

export function readJournal(text: string): ReadJournal {
  const entries: (readonly [NodeId, NodeState])[] = [];
  let damagedLines = 0;
  const lines = text.split('\n');
  const cutShort = lines.pop() !== '';
  for (const line of lines) {
    const value = parseJson(line);
    const entry = nodeStateFromJson(value);
    const key = isJsonObject(value) ? value['node_id'] : undefined;
    const id = typeof key === 'string' ? parseNodeId(key) : null;
    if (entry !== null && id?.ok === true) entries.push([id.value, entry]);
    else if (line !== '') damagedLines += 1;
  }
  return { entries, damagedLines, cutShort };
}

async function openForAppending(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a+');
  const { size } = await file.stat();
  if (size === 0) {
    await syncFolder(dirname(path));
    return file;
  }
  // A crash may have left half a line; the next entry must not be glued to it.
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  if (last.toString() !== '\n') await file.appendFile('\n');
  return file;
}
