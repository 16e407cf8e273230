import { open, type FileHandle } from 'node:fs/promises';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent, RunEventBody } from '../events/run-event';
import { ensureSeeknalDir } from '../files/ensure-seeknal-dir';
import type { ProjectPaths } from '../files/project-paths';

/** The numbered events of one run, a JSON object a line: the source of truth for its history. */
export function eventFilePath(paths: ProjectPaths, runId: string): string {
  return join(paths.runsDir, `${runId}.ndjson`);
}

/**
 * Written by the process that executes the run. An event is in the file before anybody hears of it, so
 * that whoever follows the file and whoever listens here see the same numbers.
 */
export class EventFileWriter {
  readonly #runId: string;
  readonly #file: FileHandle;
  readonly #now: () => number;
  #seq = 0;

  private constructor(runId: string, file: FileHandle, now: () => number) {
    this.#runId = runId;
    this.#file = file;
    this.#now = now;
  }

  /** Refuses a run id that was used before: numbers of two runs would mix. */
  static async open(
    paths: ProjectPaths,
    runId: string,
    now: () => number = Date.now,
  ): Promise<EventFileWriter> {
    await ensureSeeknalDir(paths);
    return new EventFileWriter(runId, await open(eventFilePath(paths, runId), 'ax'), now);
  }

  append(body: RunEventBody): RunEvent {
    this.#seq += 1;
    const event: RunEvent = { run_id: this.#runId, seq: this.#seq, at_ms: this.#now(), ...body };
    // One write a line, and not asynchronous: order is what this file is for.
    writeSync(this.#file.fd, `${JSON.stringify(event)}\n`);
    return event;
  }

  async close(): Promise<void> {
    await this.#file.datasync();
    await this.#file.close();
  }
}
