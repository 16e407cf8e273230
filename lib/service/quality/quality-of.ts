import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineRow } from '../../engine/connection';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import { readQuality } from '../../history/quality-history';
import { hasAudits } from '../../kinds/audits/has-audits';
import type { Manifest } from '../../manifest/manifest';

/** How a rule or an audit ended; `unknown`: it has not been made yet. */
export type QualityStatus = 'pass' | 'warn' | 'fail' | 'unknown';

/** One check of a rule, or one audit, as it ended last. */
export interface QualityFinding {
  /** `range.violations` and the like for rules, `audit.not_null` and the like for audits. */
  readonly metric: string;
  /** The columns with commas between, or `_table_`. */
  readonly columnName: string;
  readonly status: QualityStatus;
  /** Violations, or rows that fail. */
  readonly value: number | null;
  readonly message: string;
}

/** One time that a node was looked at. */
export interface QualityPoint {
  readonly runId: string;
  /** Unix time in milliseconds. */
  readonly atMs: number;
  /** The worst of its findings; null for a profile. */
  readonly status: QualityStatus | null;
  /** Violations and failing rows together. */
  readonly violations: number;
  /** Rows that were looked at, where it is known. */
  readonly rowsChecked: number | null;
}

/** A metric of a profile over time, oldest first. */
export interface MetricTrend {
  readonly columnName: string;
  readonly metric: string;
  readonly points: readonly { readonly atMs: number; readonly value: number | null }[];
}

/** What is known of the quality of one node. */
export interface NodeQuality {
  readonly nodeId: NodeId;
  readonly kind: string;
  readonly status: QualityStatus;
  readonly findings: readonly QualityFinding[];
  /** The last 20 times, oldest first. */
  readonly history: readonly QualityPoint[];
  /** Of profiles only. */
  readonly trends: readonly MetricTrend[];
}

/** How many ended in which way. */
export type QualityCounts = Readonly<Record<QualityStatus, number>>;

/** The quality of a project: its rules, the audits of its nodes, and its profiles. */
export interface ProjectQuality {
  /** (passed + warned) / rules that were made x 100, with one decimal; 100 without any. */
  readonly healthScore: number;
  readonly rules: QualityCounts;
  readonly audits: QualityCounts;
  /** Rules, profiles and nodes with audits, in the order of the manifest. */
  readonly nodes: readonly NodeQuality[];
}

const lastRuns = 20;

/** What the rules, audits and profiles of the project have found, last and over time. */
export async function qualityOf(paths: ProjectPaths, manifest: Manifest): Promise<ProjectQuality> {
  const rowsOf = grouped(await readRows(paths), ({ node_id: id }) => textOf(id));
  const nodes = [...manifest.nodes.values()]
    .filter(({ kind, config }) => kind === 'rule' || kind === 'profile' || hasAudits(config))
    .map(({ id, kind }) => nodeQuality(id, kind, rowsOf.get(id) ?? []));
  const rules = countStatuses(
    nodes.filter(({ kind }) => kind === 'rule').map(({ status }) => status),
  );
  const made = rules.pass + rules.warn + rules.fail;
  return {
    healthScore: made === 0 ? 100 : Math.round((1000 * (rules.pass + rules.warn)) / made) / 10,
    rules,
    audits: countStatuses(
      nodes.flatMap(({ findings }) => findings.filter(isAudit).map(({ status }) => status)),
    ),
    nodes,
  };
}

export function isAudit({ metric }: Pick<QualityFinding, 'metric'>): boolean {
  return metric.startsWith('audit.');
}

/** A DuckDB of its own for one small read, so that no run has to be going on. */
async function readRows(paths: ProjectPaths): Promise<readonly EngineRow[]> {
  const { openEngine } = await import('../../engine/engine');
  const tempDirectory = await mkdtemp(join(tmpdir(), 'seeknal-quality-'));
  const engine = await openEngine({ tempDirectory, threads: 1 });
  try {
    return await readQuality(await engine.connect(), paths, lastRuns);
  } finally {
    engine.close();
    await rm(tempDirectory, { recursive: true, force: true });
  }
}

function nodeQuality(nodeId: NodeId, kind: string, rows: readonly EngineRow[]): NodeQuality {
  const times = [...grouped(rows, ({ timestamp }) => String(Number(timestamp))).values()];
  const newest = times.at(-1) ?? [];
  const findings = newest.filter(isFinding).map(toFinding);
  return {
    nodeId,
    kind,
    status: newest.length === 0 ? 'unknown' : (worstOf(newest) ?? 'unknown'),
    findings,
    history: times.map(toPoint),
    trends: kind === 'profile' ? trendsOf(rows) : [],
  };
}

function isFinding({ metric }: EngineRow): boolean {
  return typeof metric === 'string' && (metric.endsWith('.violations') || isAudit({ metric }));
}

function toFinding(row: EngineRow): QualityFinding {
  return {
    metric: textOf(row['metric']),
    columnName: textOf(row['column_name']),
    status: statusOf(row) ?? 'unknown',
    value: numberOf(row['value']),
    message: textOf(row['detail']),
  };
}

function toPoint(rows: readonly EngineRow[]): QualityPoint {
  const checked = rows.find(({ metric }) => metric === 'rows_checked');
  return {
    runId: textOf(rows[0]?.['run_id']),
    atMs: Number(rows[0]?.['timestamp']),
    status: worstOf(rows),
    violations: rows
      .filter(isFinding)
      .reduce((sum, { value, status }) => sum + (status === 'pass' ? 0 : Number(value)), 0),
    rowsChecked: checked === undefined ? null : numberOf(checked['value']),
  };
}

/** Null when none of the rows has a status, as those of profiles. */
function worstOf(rows: readonly EngineRow[]): QualityStatus | null {
  const statuses = new Set(rows.map(statusOf));
  return (['fail', 'warn', 'pass'] as const).find((status) => statuses.has(status)) ?? null;
}

function statusOf({ status }: EngineRow): QualityStatus | null {
  return status === 'pass' || status === 'warn' || status === 'fail' ? status : null;
}

function trendsOf(rows: readonly EngineRow[]): MetricTrend[] {
  const trends = grouped(rows, (row) => `${textOf(row['column_name'])} ${textOf(row['metric'])}`);
  return [...trends.entries()].toSorted(byName).map(([, points]) => ({
    columnName: textOf(points[0]?.['column_name']),
    metric: textOf(points[0]?.['metric']),
    points: points.map(({ timestamp, value }) => ({
      atMs: Number(timestamp),
      value: numberOf(value),
    })),
  }));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function grouped(
  rows: readonly EngineRow[],
  keyOf: (row: EngineRow) => string,
): Map<string, EngineRow[]> {
  const groups = new Map<string, EngineRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

function countStatuses(statuses: readonly QualityStatus[]): QualityCounts {
  const count = (wanted: QualityStatus): number =>
    statuses.filter((status) => status === wanted).length;
  return {
    pass: count('pass'),
    warn: count('warn'),
    fail: count('fail'),
    unknown: count('unknown'),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
