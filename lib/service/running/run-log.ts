import type { LogLevel, RunEvent, RunEventBody } from '../../events/run-event';
import { applyEvents, emptyRunView, type RunView } from '../../events/run-view';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import type { Redactor } from '../../util/redactor';
import { EventFileWriter } from '../../history/event-file';
import { maskEvent } from './mask-event';

/** What programs tell nodes and runs apart by. */
const idFields = new Set(
  'type node_id kind project run_id decision status outcome trigger level manifest_hash fingerprint output_path'.split(
    ' ',
  ),
);

/** Everything that a run has to tell: into its event file first, then to those who listen. */
export class RunLog {
  readonly #file: EventFileWriter;
  readonly #redactor: Redactor;
  readonly #events: RunEvent[] = [];
  readonly #listeners: ((event: RunEvent) => void)[] = [];

  private constructor(file: EventFileWriter, redactor: Redactor) {
    this.#file = file;
    this.#redactor = redactor;
  }

  static async open(paths: ProjectPaths, runId: string, redactor: Redactor): Promise<RunLog> {
    return new RunLog(await EventFileWriter.open(paths, runId), redactor);
  }

  listen(listener: (event: RunEvent) => void): void {
    this.#listeners.push(listener);
  }

  emit(body: RunEventBody): void {
    // Whatever a database, a server or a user's own code says, no secret leaves the process.
    const event = this.#file.append(this.#redactor.json(maskEvent(body), idFields));
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
