import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from '../../../files/read-if-there';
import { writeAtomic } from '../../../files/write-atomic';
import { parseNodeId, type NodeId } from '../../../graph/node-id';
import { isJsonObject, type JsonValue } from '../../../util/json';
import type { ExecutionState, NodeState } from '../../execution-state';
import type { LoadedState, StateBackend } from '../../state-backend';
import { nodeStateFromJson, nodeStateToJson, stateFromJson, stateToJson } from '../../state-json';

/**
 * The state as files: execution_state.json in the documented form, and beside it journal.ndjson with the
 * entries since it was written, one `{"node_id": ..., ...entry}` a line. A crash loses at most the line
 * that was being written.
 */
export class FileStateBackend implements StateBackend {
  readonly #dir: string;
  readonly #statePath: string;
  readonly #journalPath: string;
  /** One opening for all, also for nodes that finish at the same moment. */
  #journal: Promise<FileHandle> | null = null;

  constructor(stateDir: string) {
    this.#dir = stateDir;
    this.#statePath = join(stateDir, 'execution_state.json');
    this.#journalPath = join(stateDir, 'journal.ndjson');
  }

  async load(): Promise<LoadedState> {
    const repairs: string[] = [];
    const state = await this.#loadFile(repairs);
    await this.#replayJournal(state, repairs);
    return { state, repairs };
  }

  async append(id: NodeId, entry: NodeState): Promise<void> {
    this.#journal ??= this.#openJournal();
    const journal = await this.#journal;
    await journal.appendFile(`${JSON.stringify({ node_id: id, ...nodeStateToJson(entry) })}\n`);
    await journal.datasync();
  }

  async save(state: ExecutionState): Promise<void> {
    await writeAtomic(this.#statePath, `${JSON.stringify(stateToJson(state), null, 2)}\n`);
    // Only now: until the new file is in place, the journal is what remembers its entries.
    await (await this.#journal)?.close();
    this.#journal = null;
    await rm(this.#journalPath, { force: true });
  }

  async #loadFile(repairs: string[]): Promise<Map<NodeId, NodeState>> {
    const text = await readIfThere(this.#statePath);
    if (text === null) return new Map();
    const value = parseJson(text);
    if (!isJsonObject(value)) {
      const kept = `${this.#statePath}.broken-${String(Date.now())}`;
      await rename(this.#statePath, kept);
      repairs.push(
        `The state file ${this.#statePath} could not be read and was moved to ${kept}; nodes that it knew run again.`,
      );
      return new Map();
    }
    const { state, unreadable } = stateFromJson(value);
    if (unreadable.length > 0) {
      repairs.push(
        `${String(unreadable.length)} entries of ${this.#statePath} could not be read (${unreadable.slice(0, 5).join(', ')}); these nodes run again.`,
      );
    }
    return state;
  }

  async #replayJournal(state: Map<NodeId, NodeState>, repairs: string[]): Promise<void> {
    const text = await readIfThere(this.#journalPath);
    if (text === null) return;
    const lines = text.split('\n');
    // What follows the last line end is a record that a crash cut short: it never counted.
    lines.pop();
    let unreadable = 0;
    for (const line of lines) {
      const value = parseJson(line);
      const entry = nodeStateFromJson(value);
      const key = isJsonObject(value) ? value['node_id'] : undefined;
      const id = typeof key === 'string' ? parseNodeId(key) : null;
      if (entry !== null && id?.ok === true) state.set(id.value, entry);
      else if (line !== '') unreadable += 1;
    }
    if (unreadable > 0) {
      repairs.push(
        `${String(unreadable)} lines of ${this.#journalPath} could not be read and were passed over; the nodes run again.`,
      );
    }
  }

  async #openJournal(): Promise<FileHandle> {
    await mkdir(this.#dir, { recursive: true });
    const journal = await open(this.#journalPath, 'a+');
    const { size } = await journal.stat();
    if (size > 0) {
      // A crash may have left half a line; the next record must not be glued to it.
      const last = Buffer.alloc(1);
      await journal.read(last, 0, 1, size - 1);
      if (last.toString() !== '\n') await journal.appendFile('\n');
    }
    return journal;
  }
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
