import type { LogLevel, RunEvent, RunEventBody } from '../events/run-event';
import { applyEvents, emptyRunView, type RunView } from '../events/run-view';
import type { ProjectPaths } from '../files/project-paths';
import type { NodeId } from '../graph/node-id';
import { EventFileWriter } from '../history/event-file';

/** Everything that a run has to tell: into its event file first, then to those who listen. */
export class RunLog {
  readonly #file: EventFileWriter;
  readonly #events: RunEvent[] = [];
  readonly #listeners: ((event: RunEvent) => void)[] = [];

  private constructor(file: EventFileWriter) {
    this.#file = file;
  }

  static async open(paths: ProjectPaths, runId: string): Promise<RunLog> {
    return new RunLog(await EventFileWriter.open(paths, runId));
  }

  listen(listener: (event: RunEvent) => void): void {
    this.#listeners.push(listener);
  }

  emit(body: RunEventBody): void {
    const event = this.#file.append(body);
    this.#events.push(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** `node`: null when it is about the run as a whole. */
  say(level: LogLevel, node: NodeId | null, message: string): void {
    this.emit({ type: 'log', level, node_id: node, message });
  }

  /** For what isn't a node's failure but ours, or the disk's. */
  tellTrouble(what: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.say('error', null, `${what}: ${message}`);
  }

  view(): RunView {
    return applyEvents(emptyRunView, this.#events);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
