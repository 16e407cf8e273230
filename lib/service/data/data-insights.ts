import type { NodeId } from '../../graph/node-id';
import type { HistoryStore } from '../../history/history-store';
import { ok, type Result } from '../../util/result';
import type { AssessedProject } from '../planning/assess-project';
import type { OutputReader } from './output-reader';
import { qualityReport, type QualityReport } from '../quality/quality-report';
import { dropsOf, rowFlow, type RowFlow, type RowNotes } from '../history/row-flow';
import {
  compareSchemas,
  schemaOfReport,
  schemaSteps,
  type SchemaChange,
  type SchemaColumn,
  type SchemaStep,
} from '../history/schema-history';
import type { ServiceError } from '../service-error';

/** The columns of an output, and how they came to be. */
export interface OutputSchema {
  readonly columns: readonly SchemaColumn[];
  /** Whether an execution before the last told its columns. */
  readonly isCompared: boolean;
  /** Against that execution; null when nothing differs or there was none. */
  readonly change: SchemaChange | null;
  /** Runs that changed the columns, newest first. */
  readonly steps: readonly SchemaStep[];
}

/** Runs whose checks are looked at for trends. */
const qualityRuns = 200;
/** Executions that say how many rows are usual. */
export const usualRuns = 8;
const schemaRuns = 30;

/** What past runs tell about the data: its columns, its quality, its amounts. */
export class DataInsights {
  readonly #history: HistoryStore;
  readonly #reader: OutputReader;
  readonly #assess: () => Promise<AssessedProject>;

  constructor(parts: {
    readonly history: HistoryStore;
    readonly reader: OutputReader;
    readonly assess: () => Promise<AssessedProject>;
  }) {
    this.#history = parts.history;
    this.#reader = parts.reader;
    this.#assess = parts.assess;
  }

  async schema(id: NodeId, signal?: AbortSignal): Promise<Result<OutputSchema, ServiceError>> {
    const [columns, reports] = await Promise.all([
      this.#reader.columns(id, signal),
      this.#history.nodeReports(id, schemaRuns),
    ]);
    if (!columns.ok) return columns;
    const before = reports
      .slice(1)
      .map(schemaOfReport)
      .find((schema) => schema !== null);
    return ok({
      columns: columns.value,
      isCompared: before !== undefined,
      change: before === undefined ? null : compareSchemas(before, columns.value),
      steps: schemaSteps(reports),
    });
  }

  /** What rules and audits found, now and over the last runs. */
  async quality(): Promise<QualityReport> {
    const [reports, { parsed }] = await Promise.all([
      this.#history.checkReports(qualityRuns),
      this.#assess(),
    ]);
    const there: ReadonlySet<string> = new Set(parsed.manifest.nodes.keys());
    return qualityReport(reports, (id) => there.has(id));
  }

  /** Rows along the edges of the graph, with the nodes that left unexpectedly few of them. */
  async rowFlow(): Promise<RowFlow> {
    const { parsed, state } = await this.#assess();
    const nodes = [...parsed.manifest.nodes.values()];
    const past = await this.#history.rowCounts(
      nodes.map(({ id }) => id),
      usualRuns,
    );
    return rowFlow({
      nodes,
      edges: parsed.manifest.edges,
      rowsOf: (id) => state.get(id)?.rowCount ?? null,
      past,
    });
  }

  /** Which nodes left unexpectedly few rows when they were last built. */
  async rowNotes(): Promise<RowNotes> {
    return { drops: dropsOf(await this.rowFlow()), rows: {} };
  }
}
