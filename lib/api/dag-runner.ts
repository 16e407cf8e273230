import { resolve } from 'node:path';
import { createPrinter } from '../cli/printer';
import { printPlan } from '../cli/print-plan';
import { textReporter } from '../cli/reporters/text-reporter';
import type { ExecutionSummary } from '../events/execution-summary';
import type { RunEvent } from '../events/run-event';
import { newRunId } from '../events/run-id';
import { summarize } from '../events/run-view';
import type { RunHooks } from '../extensions/run-hooks';
import { projectPaths, type ProjectPaths } from '../files/project-paths';
import type { Manifest as CompiledManifest } from '../manifest/manifest';
import { assessManifest } from '../service/planning/assess-manifest';
import { dryRunSummary } from '../service/planning/dry-run-summary';
import { openProjectState } from '../service/planning/open-project-state';
import { planAssessed, type PlannedProject } from '../service/planning/plan-project';
import { runProject } from '../service/running/run-project';
import { plainRun, type RunRequest } from '../service/requests/run-request';
import type { ServiceError } from '../service/service-error';
import { completeBackend } from '../state/complete-backend';
import { openState } from '../state/open-state';
import type { StateBackend, StateStore } from '../state/state-backend';
import type { TemplateValues } from '../templates/template-values';
import type { JsonObject } from '../util/json';
import type { Result } from '../util/result';
import { Manifest } from './manifest';
import { SeeknalError } from './seeknal-error';

export interface DAGRunnerOptions {
  /** With it, what differs from this manifest decides what has changed; without it, what was last built. */
  readonly oldManifest?: CompiledManifest | null | undefined;
  /** Where state is kept; default: target/state in the project. */
  readonly stateDir?: string | undefined;
  /** Where relative paths of nodes start; default: the folder the manifest was loaded from, else this one. */
  readonly projectDir?: string | undefined;
  /** Keeps the state in another place than files in `stateDir`. */
  readonly state?: StateBackend | undefined;
  /** Called beside the hooks of the project's seeknal.config.ts. */
  readonly hooks?: RunHooks | undefined;
}

/** Which nodes run; as the flags of `seeknal run`. */
export interface SelectionOptions {
  /** All nodes, changed or not. */
  readonly full?: boolean | undefined;
  /** Only nodes of these kinds. */
  readonly nodeTypes?: readonly string[] | undefined;
  /** These nodes, by id or short name, and all their downstream. */
  readonly nodes?: readonly string[] | undefined;
  /** Nodes with any of these tags, and all their upstream. */
  readonly tags?: readonly string[] | undefined;
  readonly excludeTags?: readonly string[] | undefined;
  /** A selector, as in `tag:daily +churn_model`: no other nodes. */
  readonly select?: string | undefined;
  /** A selector: not these. */
  readonly exclude?: string | undefined;
  /** What `{{ date }}`, `{{ today }}` and `{{ run_date }}` mean, as in `2026-01-31`. */
  readonly date?: string | undefined;
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
  /** Values for `{{ }}`; they also replace the params of the same name of every node. */
  readonly params?: JsonObject | undefined;
}

/** What to run, and how. */
export interface RunOptions extends SelectionOptions {
  /** Show what would run, as a summary, and run nothing. */
  readonly dryRun?: boolean | undefined;
  /** Go on with what does not depend on a failed node. */
  readonly continueOnError?: boolean | undefined;
  /** Further attempts for a node that fails. */
  readonly retry?: number | undefined;
  /** Nodes at the same time; default: the number of cores. */
  readonly parallel?: number | undefined;
  /** Cancel the nodes that run when one fails. */
  readonly failFast?: boolean | undefined;
  /** Leave alone what only reads outputs that came out unchanged. */
  readonly earlyCutoff?: boolean | undefined;
  /** Aborted: no node starts any more, and those that run are cancelled. */
  readonly signal?: AbortSignal | undefined;
  /** Hears everything that happens, as it happens. */
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
  /** Print a line when a node starts and one when it ends. */
  readonly progress?: boolean | undefined;
}

/** Runs the nodes of a manifest in the order of what they read, and remembers what they made. */
export class DAGRunner {
  readonly #manifest: CompiledManifest;
  readonly #options: DAGRunnerOptions;
  readonly #paths: ProjectPaths;

  constructor(manifest: CompiledManifest, options: DAGRunnerOptions = {}) {
    const loadedFrom = manifest instanceof Manifest ? manifest.projectDir : null;
    const paths = projectPaths(options.projectDir ?? loadedFrom ?? '.');
    this.#manifest = manifest;
    this.#options = options;
    this.#paths =
      options.stateDir === undefined ? paths : { ...paths, stateDir: resolve(options.stateDir) };
  }

  /**
   * Runs what has changed, or what is asked for. Nodes that fail are in the summary; a SeeknalError is
   * thrown when nothing could be run: for a cycle, an unknown node, another run that is going on ...
   */
  async run(options: RunOptions = {}): Promise<ExecutionSummary> {
    if (options.dryRun === true) return dryRunSummary((await this.#plan(options)).plan);
    const signal = options.signal ?? new AbortController().signal;
    const reporter = options.progress === true ? textReporter(terminal()) : null;
    const view = await runProject(this.#paths, {
      request: toRequest(options),
      runId: newRunId(new Date()),
      trigger: 'api',
      stop: signal,
      abort: signal,
      openState: () => this.#openState(),
      plan: (store) => this.#planWith(store, options),
      onPlanned: (planned) => reporter?.planned(planned),
      onEvent: (event) => {
        reporter?.event(event);
        options.onEvent?.(event);
      },
      hooks: this.#options.hooks === undefined ? [] : [this.#options.hooks],
    });
    return summarize(unwrap(view), Date.now());
  }

  /** Prints what `run` would do with these options, node by node in the order of execution. */
  async printPlan(options: SelectionOptions = {}): Promise<void> {
    const { plan } = await this.#plan(options);
    printPlan(plan, terminal(), { reasons: false });
  }

  async #plan(options: SelectionOptions): Promise<PlannedProject> {
    const store = await this.#openState();
    try {
      return unwrap(await this.#planWith(store, options));
    } finally {
      await store.close();
    }
  }

  async #planWith(
    store: StateStore,
    options: SelectionOptions,
  ): Promise<Result<PlannedProject, ServiceError>> {
    const before = this.#options.oldManifest ?? null;
    const assessed = await assessManifest(
      this.#paths,
      this.#manifest,
      before,
      store,
      toValues(options),
    );
    return planAssessed(this.#paths, assessed, toRequest(options));
  }

  async #openState(): Promise<StateStore> {
    const { state, stateDir: named } = this.#options;
    const { stateDir, root: projectDir } = this.#paths;
    if (state !== undefined) return completeBackend(state, stateDir);
    // A folder that is named beats what the project's settings say.
    if (named !== undefined) return openState({ url: null, stateDir, projectDir, project: '' });
    return openProjectState(this.#paths);
  }
}

function toRequest(options: RunOptions): RunRequest {
  return {
    ...plainRun,
    mode: options.full === true ? 'full' : 'incremental',
    types: options.nodeTypes ?? [],
    nodes: options.nodes ?? [],
    tags: options.tags ?? [],
    excludeTags: options.excludeTags ?? [],
    select: options.select ?? null,
    exclude: options.exclude ?? null,
    continueOnError: options.continueOnError === true,
    retry: options.retry ?? 0,
    parallel: options.parallel ?? null,
    failFast: options.failFast === true,
    earlyCutoff: options.earlyCutoff === true,
    values: toValues(options),
  };
}

function toValues({ date, startDate, endDate, params }: SelectionOptions): TemplateValues {
  return {
    date: date ?? null,
    startDate: startDate ?? null,
    endDate: endDate ?? null,
    params: params ?? {},
  };
}

function terminal(): ReturnType<typeof createPrinter> {
  const { stdout, stderr } = process;
  return createPrinter({ ascii: false, color: true, quiet: false, stdout, stderr });
}

function unwrap<T>(result: Result<T, ServiceError>): T {
  if (!result.ok) throw new SeeknalError(result.error);
  return result.value;
}
