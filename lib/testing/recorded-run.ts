import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type {
  NodeFinished,
  PlannedNode,
  RunEventBody,
  RunOutcome,
  RunStarted,
} from '../events/run-event';
import { ownProcessIdentity, type ProcessIdentity } from '../files/process-identity';
import { projectPaths, type ProjectPaths } from '../files/project-paths';
import { EventFileWriter } from '../history/event-file';
import { id } from './manifest-of';

/** A folder that a test has for itself; it is gone when the test has ended. */
export async function emptyProject(): Promise<ProjectPaths> {
  const paths = projectPaths(await mkdtemp(join(tmpdir(), 'history-')));
  onTestFinished(() => rm(paths.root, { recursive: true, force: true }));
  return paths;
}

/** A process that is gone: no system gives out this number. */
export const deadProcess: ProcessIdentity = {
  pid: 2_147_483_646,
  host: hostname(),
  started: '1',
};

/** Writes the event file of a run as the executing process does; a test says what happens in it. */
export class RecordedRun {
  readonly #file: EventFileWriter;
  #index = 0;

  private constructor(file: EventFileWriter) {
    this.#file = file;
  }

  /** `nodes`: what the plan decides for each. The clock goes on by a second with each event. */
  static async start(
    paths: ProjectPaths,
    runId: string,
    {
      nodes = { 'source.users': 'run' },
      atMs = Date.UTC(2026, 0, 30, 9, 15),
      process = ownProcessIdentity(),
    }: {
      readonly nodes?: Readonly<Record<string, PlannedNode['decision']>>;
      readonly atMs?: number;
      readonly process?: RunStarted['process'];
    } = {},
  ): Promise<RecordedRun> {
    let now = atMs - 1000;
    const run = new RecordedRun(await EventFileWriter.open(paths, runId, () => (now += 1000)));
    run.append({
      type: 'run_started',
      project: 'test',
      trigger: 'cli',
      actor: 'ada',
      process,
      request: {
        mode: 'full',
        types: [],
        nodes: [],
        exclude_tags: ['slow'],
        continue_on_error: false,
        retry: 0,
        parallel: 2,
      },
      manifest_hash: 'abc',
      git_commit: null,
      nodes: Object.entries(nodes).map(([text, decision]) => ({
        node_id: id(text),
        kind: text.slice(0, text.indexOf('.')),
        tags: [],
        decision,
        reason: decision === 'run' ? 'new' : '',
      })),
    });
    return run;
  }

  append(event: RunEventBody): void {
    this.#file.append(event);
  }

  begin(text: string, attempt = 1): void {
    this.#index += 1;
    this.append({
      type: 'node_started',
      node_id: id(text),
      attempt,
      index: this.#index,
      total: this.#index,
    });
  }

  end(text: string, more: Partial<NodeFinished> = {}): void {
    this.append({
      type: 'node_finished',
      node_id: id(text),
      status: 'success',
      duration: 1,
      attempts: 1,
      row_count: 10,
      output_path: null,
      output_bytes: null,
      fingerprint: null,
      reason: null,
      error: null,
      metadata: {},
      ...more,
    });
  }

  /** Executes a node. */
  node(text: string, more: Partial<NodeFinished> = {}): void {
    this.begin(text);
    this.end(text, more);
  }

  async finish(
    more: {
      readonly successful?: number;
      readonly outcome?: RunOutcome;
      readonly totalDuration?: number;
    } = {},
  ): Promise<void> {
    const successful = more.successful ?? 1;
    this.append({
      type: 'run_finished',
      outcome: more.outcome ?? 'success',
      total_nodes: successful,
      changed_nodes: successful,
      cached_nodes: 0,
      successful_nodes: successful,
      failed_nodes: 0,
      skipped_nodes: 0,
      total_duration: more.totalDuration ?? 2.5,
    });
    await this.close();
  }

  /** As when its process dies: nothing more is written. */
  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** A run of `source.users` from its start to its end. */
export async function recordRun(
  paths: ProjectPaths,
  runId: string,
  options: { readonly atMs?: number } = {},
): Promise<void> {
  const run = await RecordedRun.start(paths, runId, options);
  run.node('source.users');
  await run.finish();
}
