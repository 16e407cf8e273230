import { createHash } from 'node:crypto';
import { copyFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readIfThere } from '../../../files/read-if-there';
import { settledVersion } from '../../../files/settled-version';
import { syncFolder } from '../../../files/sync-folder';
import { writeAtomic } from '../../../files/write-atomic';
import type { NodeId } from '../../../graph/node-id';
import { isJsonObject } from '../../../util/json';
import type { Result } from '../../../util/result';
import type { ExecutionState, NodeState } from '../../execution-state';
import { explainEntries } from '../../explain-entries';
import { parseJson } from '../../parse-json';
import { acquireRunLock, currentLockHolder, type LockHolder, type RunLock } from '../../run-lock';
import { salvageEntries } from '../../salvage-entries';
import type { LoadedState, StateBackend } from '../../state-backend';
import { stateFromJson, stateToJson } from '../../state-json';
import { Journal, readJournal } from './journal';
import { foreignFormat, metaText } from './state-meta';

/** A file that can't be read as it should, and where the next save keeps it. */
interface BrokenFile {
  readonly path: string;
  readonly keptAs: string;
}

/** The texts of one moment; null for a file that isn't there. */
interface StateFiles {
  readonly state: string | null;
  readonly journal: string | null;
  readonly meta: string | null;
}

/**
 * The state as files: execution_state.json in the documented form, and beside it journal.ndjson with the
 * entries since it was written. A crash loses at most the line that was being written. Where there is
 * neither, the run_state.json of the original is taken over.
 */
export class FileStateBackend implements StateBackend {
  readonly #dir: string;
  readonly #statePath: string;
  readonly #journalPath: string;
  readonly #metaPath: string;
  readonly #journal: Journal;
  /** Null until it was looked for. */
  #broken: readonly BrokenFile[] | null = null;

  constructor(stateDir: string) {
    this.#dir = stateDir;
    this.#statePath = join(stateDir, 'execution_state.json');
    this.#journalPath = join(stateDir, 'journal.ndjson');
    this.#metaPath = join(stateDir, 'meta.json');
    this.#journal = new Journal(this.#journalPath);
  }

  async load(): Promise<LoadedState> {
    const version = this.#version();
    if (version !== null && lastSound?.version === version) {
      this.#broken = [];
      return lastSound.loaded;
    }
    const loaded = await this.#readAll();
    const isSound = loaded.repairs.length === 0 && !loaded.unsettled;
    if (isSound && version !== null && this.#version() === version) lastSound = { version, loaded };
    return loaded;
  }

  #version(): string | null {
    return settledVersion([this.#statePath, this.#journalPath, this.#metaPath]);
  }

  async #readAll(): Promise<LoadedState> {
    const files = await this.#readFiles();
    const broken: BrokenFile[] = [];
    this.#broken = broken;
    if (files.state === null && files.journal === null) return this.#loadOriginal();

    const repairs: string[] = [];
    const keepAside = (path: string, text: string): string => {
      const keptAs = asideName(path, text);
      broken.push({ path, keptAs });
      return `The file as it was is kept as ${basename(keptAs)}.`;
    };
    const state = new Map<NodeId, NodeState>();
    if (files.state !== null) {
      const read = readAgain(files.state);
      const problems = [...read.problems, foreignFormat(files.meta)].filter(
        (text) => text !== null,
      );
      if (problems.length > 0) problems.push(keepAside(this.#statePath, files.state));
      repairs.push(...(problems.length > 0 ? [problems.join(' ')] : []));
      for (const [id, entry] of read.state) state.set(id, entry);
    }
    if (files.journal !== null) {
      const read = readJournal(files.journal);
      for (const [id, entry] of read.entries) state.set(id, entry);
      if (read.damagedLines > 0) {
        repairs.push(
          `${String(read.damagedLines)} of the lines in journal.ndjson can't be read; the nodes that they were about run again. ${keepAside(this.#journalPath, files.journal)}`,
        );
      }
      if (read.cutShort) {
        repairs.push(
          'The last run ended while it wrote to journal.ndjson, and its last line is cut short; the node that it was about runs again.',
        );
      }
    }
    return { state, repairs, unsettled: files.journal !== null || broken.length > 0 };
  }

  append(id: NodeId, entry: NodeState): Promise<void> {
    return this.#journal.append(id, entry);
  }

  async save(state: ExecutionState): Promise<void> {
    if (this.#broken === null) await this.load();
    for (const { path, keptAs } of this.#broken ?? []) await copyFile(path, keptAs);
    this.#broken = [];
    await writeAtomic(this.#statePath, `${JSON.stringify(stateToJson(state), null, 2)}\n`);
    if ((await readIfThere(this.#metaPath)) !== metaText) {
      await writeAtomic(this.#metaPath, metaText);
    }
    // Until the new file is there to stay, the journal is what remembers its entries.
    await syncFolder(this.#dir);
    await this.#journal.remove();
  }

  lock(runId: string, nowMs: number): Promise<Result<RunLock, LockHolder>> {
    return acquireRunLock(this.#dir, runId, nowMs);
  }

  lockHolder(): Promise<LockHolder | null> {
    return currentLockHolder(this.#dir);
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  /** Both of one moment: a run that folds its journal meanwhile would leave a reader without its entries. */
  async #readFiles(): Promise<StateFiles> {
    for (;;) {
      const version = await versionOf(this.#statePath);
      const state = await readIfThere(this.#statePath);
      const journal = await readIfThere(this.#journalPath);
      const meta = await readIfThere(this.#metaPath);
      if (version === (await versionOf(this.#statePath))) return { state, journal, meta };
    }
  }

  async #loadOriginal(): Promise<LoadedState> {
    const path = join(this.#dir, '..', 'run_state.json');
    const text = await readIfThere(path);
    if (text === null) return { state: new Map(), repairs: [], unsettled: false };
    const { state, problems } = readStateFile(text, 'run_state.json');
    const took = `The state of ${String(state.size)} nodes is taken over from run_state.json, which stays as it is.`;
    return { state, repairs: [...problems, took], unsettled: true };
  }
}

/** A process that stays looks again and again at state that nobody has changed. */
let lastSound: { readonly version: string; readonly loaded: LoadedState } | null = null;

interface ReadState {
  readonly state: ReadonlyMap<NodeId, NodeState>;
  readonly problems: readonly string[];
}

/** While a run goes on, the journal grows and the state file stays. */
let lastRead: { readonly text: string; readonly read: ReadState } | null = null;

function readAgain(text: string): ReadState {
  if (lastRead?.text !== text) lastRead = { text, read: readStateFile(text) };
  return lastRead.read;
}

/** Everything in a state file that makes sense, and what is wrong with the rest. */
function readStateFile(text: string, name = 'execution_state.json'): ReadState {
  const value = parseJson(text.replace(/^\uFEFF/, ''));
  if (isJsonObject(value)) {
    const read = stateFromJson(value);
    return { state: read.state, problems: explainEntries(read, name) };
  }
  const { state } = stateFromJson(salvageEntries(text));
  const saved =
    state.size === 0
      ? 'Nothing in it could be saved; everything that it knew runs again.'
      : `${String(state.size)} entries in it are whole and were kept; the nodes of all others run again.`;
  return { state, problems: [`The state file ${name} is not the JSON it should be. ${saved}`] };
}

/** The same for the same content, so that it can be told before it is made, and is made once. */
function asideName(path: string, text: string): string {
  return `${path}.broken-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}

async function versionOf(path: string): Promise<string> {
  const facts = await stat(path).catch(() => null);
  return facts === null ? '' : `${String(facts.ino)} ${String(facts.mtimeMs)}`;
}
