import { EventEmitter, on } from 'node:events';
import { existsSync, watch, type FSWatcher } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { RunEvent } from '../../events/run-event';
import { isRunId } from '../../events/run-id';
import { ensureSeeknalDir } from '../../files/ensure-seeknal-dir';
import type { ProjectPaths } from '../../files/project-paths';
import { closeInterrupted } from '../../history/close-interrupted';
import { eventFilePath } from '../../history/event-file';
import { EventTail, readEvents } from '../../history/read-events';
import type { HistoryStore } from '../../history/history-store';
import type { StreamCursor, StreamMessage } from './stream-message';

/** How often a run that goes on is looked at even when the system reports no change: its process may be gone. */
const lookMs = 1000;
const heartbeatMs = 10_000;

/** About a frame of a screen: what is written within it is read and told together. */
const gatherMs = 15;

/**
 * Follows the event files of all runs of a project, whoever writes them, and tells any number of streams.
 * A run that has ended is imported into the history; one whose process has died is closed first.
 */
export class RunFeed {
  readonly #paths: ProjectPaths;
  readonly #history: HistoryStore;
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  /** Of runs that go on. */
  readonly #tails = new Map<string, EventTail>();
  readonly #finished = new Set<string>();
  readonly #looking = new Map<string, Promise<void>>();
  /** Looks that have not begun. */
  readonly #waiting = new Map<string, Promise<void>>();
  /** When the last look at a run began, and when one last found something. */
  readonly #lookedAtMs = new Map<string, number>();
  readonly #heardAtMs = new Map<string, number>();
  #watcher: FSWatcher | null = null;
  #timers: NodeJS.Timeout[] = [];

  private constructor(paths: ProjectPaths, history: HistoryStore) {
    this.#paths = paths;
    this.#history = history;
  }

  /** Catches up with what happened while nobody followed, then goes on following. */
  static async open(paths: ProjectPaths, history: HistoryStore): Promise<RunFeed> {
    const feed = new RunFeed(paths, history);
    await ensureSeeknalDir(paths);
    // Watched first: a run that starts during the import would be missed between the two.
    feed.#watch();
    const { unfinished } = await history.importRuns();
    await Promise.all(unfinished.map((runId) => feed.#look(runId)));
    return feed;
  }

  /** Ids of the runs that go on. */
  get activeRuns(): readonly string[] {
    return [...this.#tails.keys()];
  }

  /** Tells all streams. */
  tell(message: StreamMessage): void {
    this.#emitter.emit('message', message);
  }

  /** A heartbeat, the runs that go on with what the reader lacks of them, then whatever comes, until aborted. */
  async *follow(cursor: StreamCursor, signal: AbortSignal): AsyncGenerator<StreamMessage> {
    const has = new Map(Object.entries(cursor));
    // Listening starts before the files are read, so that nothing falls between the two.
    const live = on(this.#emitter, 'message', { signal }) as AsyncIterable<[StreamMessage]>;
    yield heartbeat();
    for (const runId of new Set([...this.#tails.keys(), ...has.keys()])) {
      if (!isRunId(runId)) continue;
      // Whoever reconnects often must not have the whole run imported each time.
      const run =
        (await this.#history.peekRun(runId)) ?? (await this.#history.getRun(runId))?.record ?? null;
      if (run !== null) yield { type: 'run_changed', run };
      const news = unseen(has, runId, await readEvents(this.#paths, runId, has.get(runId) ?? 0));
      if (news.length > 0) yield { type: 'run_events', runId, events: news };
    }
    try {
      for await (const [message] of live) {
        if (message.type !== 'run_events') {
          yield message;
          continue;
        }
        const news = unseen(has, message.runId, message.events);
        if (news.length > 0) yield { ...message, events: news };
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async close(): Promise<void> {
    this.#watcher?.close();
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#looking.values());
    await Promise.all([...this.#tails.values()].map((tail) => tail.close()));
  }

  #watch(): void {
    this.#watcher = watch(this.#paths.runsDir, (_, name) => {
      const runId = name?.endsWith('.ndjson') === true ? name.slice(0, -'.ndjson'.length) : '';
      if (isRunId(runId)) void this.#look(runId);
    });
    // Without the watch, the timer still sees runs that are known; new ones show with the next page.
    this.#watcher.on('error', () => undefined);
    this.#timers = [
      setInterval(() => {
        for (const runId of this.#tails.keys()) void this.#look(runId);
      }, lookMs),
      setInterval(() => this.tell(heartbeat()), heartbeatMs),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  /** One look at a time for each run; all changes during a look are seen by the one look after it. */
  #look(runId: string): Promise<void> {
    const waiting = this.#waiting.get(runId);
    if (waiting !== undefined) return waiting;
    const before = this.#looking.get(runId) ?? Promise.resolve();
    const next = before
      .then(() => this.#lookAfterAFrame(runId))
      .catch((error: unknown) => {
        // One unreadable run must not end the others. It is tried again with its next change.
        console.error(`Run ${runId} can't be followed: ${String(error)}`);
      })
      .finally(() => {
        if (this.#looking.get(runId) === next) this.#looking.delete(runId);
      });
    this.#looking.set(runId, next);
    this.#waiting.set(runId, next);
    return next;
  }

  /** The first change of many is told at once; those that follow it closely, together. */
  async #lookAfterAFrame(runId: string): Promise<void> {
    const restMs = (this.#lookedAtMs.get(runId) ?? 0) + gatherMs - Date.now();
    if (restMs > 0) await wait(Math.min(restMs, gatherMs));
    this.#waiting.delete(runId);
    this.#lookedAtMs.set(runId, Date.now());
    await this.#readNew(runId);
  }

  async #readNew(runId: string): Promise<void> {
    if (this.#finished.has(runId)) {
      this.#leave(runId);
      await this.#forgetIfRemoved(runId);
      return;
    }
    const tail = this.#tails.get(runId) ?? new EventTail(this.#paths, runId);
    this.#tails.set(runId, tail);
    let events = await tail.readNew();
    if (events.length > 0) this.#heardAtMs.set(runId, Date.now());
    else if (this.#isQuiet(runId) && (await closeInterrupted(this.#paths, runId))) {
      events = await tail.readNew();
    }
    if (events.length === 0) {
      await this.#forgetIfRemoved(runId);
      return;
    }
    if (events[0]?.type === 'run_started') await this.#import(runId);
    this.tell({ type: 'run_events', runId, events });
    if (events.at(-1)?.type === 'run_finished') {
      this.#finished.add(runId);
      this.#leave(runId);
      await tail.close();
      await this.#import(runId);
    }
  }

  /** A process that has just written is alive, and asking after it costs more than reading what it wrote. */
  #isQuiet(runId: string): boolean {
    return Date.now() - (this.#heardAtMs.get(runId) ?? 0) > lookMs / 2;
  }

  #leave(runId: string): void {
    for (const kept of [this.#tails, this.#lookedAtMs, this.#heardAtMs]) kept.delete(runId);
  }

  /** A run whose file somebody has removed, as `seeknal history clean` does, is no longer part of the history. */
  async #forgetIfRemoved(runId: string): Promise<void> {
    if (existsSync(eventFilePath(this.#paths, runId))) return;
    const isKnown = this.#finished.delete(runId) || (await this.#history.getRun(runId)) !== null;
    await this.#tails.get(runId)?.close();
    this.#leave(runId);
    if (!isKnown) return;
    await this.#history.forgetRuns([runId]);
    this.tell({ type: 'runs_removed', runIds: [runId] });
  }

  async #import(runId: string): Promise<void> {
    const run = await this.#history.importRun(runId);
    if (run !== null) this.tell({ type: 'run_changed', run });
  }
}

function heartbeat(): StreamMessage {
  return { type: 'heartbeat', at_ms: Date.now() };
}

/** The events that the reader lacks; notes that it has them now. */
function unseen(
  has: Map<string, number>,
  runId: string,
  events: readonly RunEvent[],
): readonly RunEvent[] {
  const seq = has.get(runId) ?? 0;
  const news = events.filter((event) => event.seq > seq);
  const last = news.at(-1);
  if (last !== undefined) has.set(runId, last.seq);
  return news;
}
