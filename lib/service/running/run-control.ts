import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectPaths } from '../../files/project-paths';
import { parseNodeId, type NodeId } from '../../graph/node-id';
import { eventFilePath } from '../../history/event-file';

/** How often a run looks for wishes. A file that is looked at works on every file system; a watch does not. */
const lookMs = 150;

/** What others ask of a run that goes on, a JSON object a line: .seeknal/control/<run_id>.ndjson */
function controlPath(paths: ProjectPaths, runId: string): string {
  return join(paths.seeknalDir, 'control', `${runId}.ndjson`);
}

/** Asks the process that executes a run to end one of its nodes. */
export async function askToCancelNode(
  paths: ProjectPaths,
  runId: string,
  nodeId: NodeId,
): Promise<void> {
  const path = controlPath(paths, runId);
  await mkdir(join(path, '..'), { recursive: true });
  await appendFile(path, `${JSON.stringify({ command: 'cancel_node', node_id: nodeId })}\n`);
}

/** The ear of the process that executes a run; it costs a look at a file that is rarely there. */
export class RunControl {
  readonly #path: string;
  readonly #eventFile: string;
  readonly #timer: NodeJS.Timeout;
  readonly #gone = new AbortController();
  #heard = 0;
  #listener: ((id: NodeId) => void) | null = null;
  #looking: Promise<void> = Promise.resolve();

  constructor(paths: ProjectPaths, runId: string) {
    this.#path = controlPath(paths, runId);
    this.#eventFile = eventFilePath(paths, runId);
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look());
    }, lookMs);
    this.#timer.unref();
  }

  onCancelNode(listener: (id: NodeId) => void): void {
    this.#listener = listener;
  }

  /** Aborted when somebody has removed the project: nobody can want what its run would still make. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await rm(this.#path, { force: true });
  }

  async #look(): Promise<void> {
    if (!existsSync(this.#eventFile)) this.#gone.abort();
    // Not there is the rule; what can't be read now may be readable at the next look.
    const text = await readFile(this.#path, 'utf8').catch(() => '');
    const lines = text.split('\n').slice(0, -1);
    for (const line of lines.slice(this.#heard)) {
      const id = nodeOf(line);
      if (id !== null) this.#listener?.(id);
    }
    this.#heard = lines.length;
  }
}

/** Null for a line that is no wish of ours. */
function nodeOf(line: string): NodeId | null {
  try {
    const wish = JSON.parse(line) as { command?: unknown; node_id?: unknown } | null;
    if (wish?.command !== 'cancel_node' || typeof wish.node_id !== 'string') return null;
    const id = parseNodeId(wish.node_id);
    return id.ok ? id.value : null;
  } catch {
    return null;
  }
}
