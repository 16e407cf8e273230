import type { RunEvent } from '../../events/run-event';
import { projectPaths, type ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import type { JsonObject } from '../../util/json';
import { maskSecrets } from '../../util/mask-secrets';
import type { HistoryStore } from '../../history/history-store';
import { openHistory } from '../../history/open-history';
import { readEvents } from '../../history/read-events';
import type { Manifest } from '../../manifest/manifest';
import { findProjectProblem } from '../../project/find-project-problem';
import { err, ok, type Result } from '../../util/result';
import type { ColumnLineage } from '../../graph/trace-column';
import { askColumnLineage } from '../data/ask-column-lineage';
import { assessProject, type AssessedProject } from '../planning/assess-project';
import { cancelNode, cancelRun } from '../running/cancel-run';
import { DataInsights } from '../data/data-insights';
import { keepGivenManifest, readCompareBase, type CompareBase } from '../comparing/compare-base';
import { compareWith, type Comparison } from '../comparing/compare-with';
import { dataFilesOf } from '../planning/data-files-of';
import { loadLastBuilt } from '../planning/last-built';
import { nodeDetail } from './node-detail';
import { OutputReader } from '../data/output-reader';
import { PastRuns, unknownRun } from '../history/past-runs';
import type { PlanReview } from '../planning/plan-review';
import type { NodeDetail, ProjectSnapshot } from './project-snapshot';
import { lastStatuses } from '../planning/resolve-selectors';
import { checkKeptPlan, reopenPlan, reviewPlan, type PastDurations } from '../planning/review-plan';
import { RunFeed } from '../history/run-feed';
import type { RunRequest } from '../requests/run-request';
import { serviceError, type ServiceError } from '../service-error';
import { startRun } from '../running/start-run';
import type { StreamCursor, StreamMessage } from '../history/stream-message';
import { toSnapshot } from './to-snapshot';
import { watchProject, type ProjectChange, type ProjectWatch } from './watch-project';
import { whatChanged } from '../comparing/what-changed';

interface Picture {
  readonly assessed: AssessedProject;
  readonly snapshot: ProjectSnapshot;
}

/** How many of a node's runs its panel lists. */
const recentRunCount = 20;

/** A project that is kept open: what the dashboard asks of it, and what it tells on its own. */
export class OpenProject {
  readonly pastRuns: PastRuns;
  readonly #paths: ProjectPaths;
  readonly #history: HistoryStore;
  readonly #feed: RunFeed;
  readonly #watch: ProjectWatch;
  /** The rows behind the nodes. */
  readonly data: OutputReader;
  /** What past runs tell about those rows. */
  readonly insights: DataInsights;
  #picture: Promise<Picture> | null = null;
  #toldVersion: string | null = null;
  #toldWhat: ProjectChange['what'] | null = null;
  /** As pages have it: what an edit did is told against this. */
  #toldManifest: Manifest | null = null;
  #base: {
    readonly name: string;
    readonly read: Promise<Result<CompareBase | null, ServiceError>>;
  } | null = null;
  #lineage: {
    readonly version: string;
    readonly byNode: Map<NodeId, Promise<Result<ColumnLineage, ServiceError>>>;
  } = { version: '', byNode: new Map() };

  private constructor(paths: ProjectPaths, history: HistoryStore, feed: RunFeed) {
    this.#paths = paths;
    this.#history = history;
    this.#feed = feed;
    this.pastRuns = new PastRuns(paths, history);
    const assess = async (): Promise<AssessedProject> => (await this.#current()).assessed;
    this.data = new OutputReader({ paths, assess });
    this.insights = new DataInsights({ history, reader: this.data, assess });
    this.#watch = watchProject(paths, (change) => void this.#onChange(change));
  }

  /** Refused when the folder is no project, or can't be written. */
  static async open(
    directory: string,
    options: Parameters<typeof projectPaths>[1] = {},
  ): Promise<Result<OpenProject, ServiceError>> {
    const paths = projectPaths(directory, options);
    const problem = await findProjectProblem(paths);
    if (problem !== null) {
      return err(serviceError(problem.code, problem.message, { hint: problem.hint }));
    }
    const history = await openHistory(paths);
    return ok(new OpenProject(paths, history, await RunFeed.open(paths, history)));
  }

  /** The project as it is on disk now. */
  async snapshot(): Promise<ProjectSnapshot> {
    return (await this.#current()).snapshot;
  }

  /** `base`: what it is compared with, as addresses name it; empty for what was last built. */
  async nodeDetail(id: NodeId, base = ''): Promise<Result<NodeDetail, ServiceError>> {
    const [{ assessed }, recentRuns, compared] = await Promise.all([
      this.#current(),
      this.#history.nodeHistory(id, recentRunCount),
      this.#compareBase(base),
    ]);
    return nodeDetail(this.#paths, assessed, id, recentRuns, compared.ok ? compared.value : null);
  }

  /** What differs between the project and a run's, a revision's or a given manifest. */
  async compare(base: string): Promise<Result<Comparison | null, ServiceError>> {
    const [{ assessed }, compared] = await Promise.all([this.#current(), this.#compareBase(base)]);
    if (!compared.ok || compared.value === null) return compared.ok ? ok(null) : compared;
    return ok(await compareWith(compared.value, assessed.parsed.manifest));
  }

  /** Keeps a manifest for comparing; gives the base that names it. */
  keepManifest(given: {
    readonly name: string;
    readonly text: string;
  }): Promise<Result<string, ServiceError>> {
    return keepGivenManifest(this.#paths, given);
  }

  /** What the columns of a node are made from and what is made from them; kept until the project changes. */
  async columnLineage(id: NodeId): Promise<Result<ColumnLineage, ServiceError>> {
    const { version } = await this.snapshot();
    if (this.#lineage.version !== version) this.#lineage = { version, byNode: new Map() };
    const { byNode } = this.#lineage;
    const asked = byNode.get(id) ?? askColumnLineage(this.#paths, id);
    byNode.set(id, asked);
    const answer = await asked;
    if (!answer.ok) byNode.delete(id);
    return answer;
  }

  /** Configurations by node id as the files have them, secrets covered: for a picture that is taken along. */
  async configs(): Promise<Readonly<Record<NodeId, JsonObject>>> {
    const { assessed } = await this.#current();
    return Object.fromEntries(
      [...assessed.parsed.manifest.nodes].map(([id, node]) => [id, maskSecrets(node.config)]),
    );
  }

  /** What a run would do, without doing it. */
  async reviewPlan(request: RunRequest): Promise<Result<PlanReview, ServiceError>> {
    const { assessed } = await this.#current();
    return reviewPlan(this.#paths, assessed, request, this.#pastDurations);
  }

  /** A plan that was reviewed before, and what has moved since. */
  async reopenPlan(
    id: string,
  ): Promise<Result<{ readonly review: PlanReview; readonly moved: string | null }, ServiceError>> {
    const { assessed } = await this.#current();
    return reopenPlan(this.#paths, assessed, id, this.#pastDurations);
  }

  /** Runs exactly what was reviewed, or refuses with what has moved. `how`: failures, retries and slots. */
  async startPlan(
    id: string,
    how: Partial<RunRequest>,
  ): Promise<Result<{ runId: string }, ServiceError>> {
    const checked = await checkKeptPlan(this.#paths, id);
    if (!checked.ok) {
      // What was found to have moved must be seen by those who ask next, whether or not it was told of.
      this.#picture = null;
      return checked;
    }
    const { path, request } = checked.value;
    return startRun(this.#paths, { ...request, ...how }, { planFile: path });
  }

  /** Starts a run in a process of its own. */
  startRun(request: RunRequest): Promise<Result<{ runId: string }, ServiceError>> {
    return startRun(this.#paths, request);
  }

  /** Ends one node of a run that goes on; the rest of the run goes on. */
  cancelNode(runId: string, nodeId: NodeId): Promise<Result<null, ServiceError>> {
    return cancelNode(this.#paths, runId, nodeId);
  }

  cancelRun(
    runId: string,
    options: { readonly force: boolean },
  ): Promise<Result<null, ServiceError>> {
    return cancelRun(this.#paths, runId, options);
  }

  /** What happened in a run after event number `afterSeq`. */
  async runEvents(
    runId: string,
    afterSeq: number,
  ): Promise<Result<readonly RunEvent[], ServiceError>> {
    const events = await readEvents(this.#paths, runId, afterSeq);
    const isKnown = events.length > 0 || (await this.#history.getRun(runId)) !== null;
    return isKnown ? ok(events) : err(unknownRun(runId));
  }

  /** Everything that a page follows, from where it left off, until aborted. */
  follow(cursor: StreamCursor, signal: AbortSignal): AsyncIterable<StreamMessage> {
    return this.#feed.follow(cursor, signal);
  }

  async close(): Promise<void> {
    await Promise.all([this.#watch.close(), this.#feed.close(), this.data.close()]);
    // A reading that goes on would write to its cache in a folder that may be gone by then.
    await this.#picture?.catch(() => undefined);
    await this.#history.close();
  }

  /** Reading a revision takes Git a while, and what a base names does not change, apart from the last run. */
  async #compareBase(base: string): Promise<Result<CompareBase | null, ServiceError>> {
    if (base === '' || base !== this.#base?.name) {
      this.#base = { name: base, read: readCompareBase(this.#paths, this.#history, base) };
    }
    const { read } = this.#base;
    const answer = await read;
    if (!answer.ok && this.#base.read === read) this.#base = null;
    return answer;
  }

  readonly #pastDurations: PastDurations = (ids) => this.#history.pastDurations(ids, Date.now());

  /** Kept until something changes on disk; those who ask at the same time share one reading. */
  #current(): Promise<Picture> {
    this.#picture ??= this.#read().catch((error: unknown) => {
      this.#picture = null;
      throw error;
    });
    return this.#picture;
  }

  async #read(): Promise<Picture> {
    const assessed = await assessProject(this.#paths);
    this.#watch.followDataFiles(dataFilesOf(assessed.resolved.manifest, this.#paths));
    const [statuses, lastBuilt] = await Promise.all([
      lastStatuses(this.#paths),
      loadLastBuilt(this.#paths),
    ]);
    const snapshot = await toSnapshot(this.#paths, assessed, { lastStatuses: statuses, lastBuilt });
    this.#toldManifest ??= assessed.parsed.manifest;
    return { assessed, snapshot };
  }

  async #onChange(change: ProjectChange): Promise<void> {
    this.#picture = null;
    // While nodes run, their events tell more than a new picture could after each of them.
    if (change.what === 'results' && this.#feed.activeRuns.length > 0) return;
    const { snapshot, assessed } = await this.#current();
    const { version } = snapshot;
    // A look at new results may have seen an edit already, and could not say in which file.
    const isTold = version === this.#toldVersion && this.#toldWhat === change.what;
    if (version === this.#toldVersion && (isTold || change.what === 'results')) return;
    this.#toldVersion = version;
    this.#toldWhat = change.what;
    const isFiles = change.what === 'files';
    // A look at results that has seen an edit leaves it to be told with its file.
    const { edits, total } = isFiles ? this.#editsTo(assessed.parsed.manifest) : noEdits;
    this.#feed.tell({
      type: 'project_changed',
      version,
      files: isFiles ? change.files : [],
      edits,
      editCount: total,
    });
  }

  /** What differs from what pages were told of before. */
  #editsTo(after: Manifest): ReturnType<typeof whatChanged> {
    const before = this.#toldManifest;
    this.#toldManifest = after;
    return before === null ? noEdits : whatChanged(before, after);
  }
}

const noEdits: ReturnType<typeof whatChanged> = { edits: [], total: 0 };
