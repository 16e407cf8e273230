import { toSample, type SampleOfRows } from '../../events/violating-rows';
import type { NodeReport } from '../../history/node-report';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../util/json';

/** How a check ended. `error`: it could not be made. */
export type CheckStatus = 'pass' | 'warn' | 'fail' | 'error';

/** One time that a check was made. */
export interface CheckPoint {
  readonly runId: string;
  /** Unix milliseconds. */
  readonly atMs: number;
  readonly status: CheckStatus;
  /** Null when the check could not be made. */
  readonly violations: number | null;
}

/** One check of a rule, or one audit of a node, as of the last time that it was made. */
export interface QualityCheck {
  /** Names the check within the project. */
  readonly id: string;
  readonly nodeId: string;
  readonly source: 'rule' | 'audit';
  /** Such as `null`, `range`, `unique`. */
  readonly type: string;
  readonly columns: readonly string[];
  readonly severity: 'error' | 'warn';
  readonly message: string;
  readonly rowsChecked: number | null;
  readonly last: CheckPoint;
  /** Rows that break it, as they were kept; values are text. */
  readonly sample: SampleOfRows | null;
  /** Oldest first, the last time included. */
  readonly past: readonly CheckPoint[];
}

export interface HealthPoint {
  readonly runId: string;
  readonly atMs: number;
  /** 0 to 100, of all rules as they stood after this run. */
  readonly score: number;
  readonly violations: number;
}

export interface QualityReport {
  /** What needs attention first. */
  readonly checks: readonly QualityCheck[];
  readonly totals: Readonly<Record<CheckStatus, number>>;
  /** (passed + warned) / rules x 100, with one decimal; 100 without rules. A rule counts by its worst check. */
  readonly healthScore: number;
  readonly rules: number;
  /** Oldest first. */
  readonly health: readonly HealthPoint[];
}

/** As many times of a check are shown. */
const mostPoints = 20;
const urgency: readonly CheckStatus[] = ['error', 'fail', 'warn', 'pass'];

type Made = Omit<QualityCheck, 'past'>;

/**
 * All checks by what the last runs told of them. Reports come newest first; those of nodes that are not
 * there any more are left out.
 */
export function qualityReport(
  reports: readonly NodeReport[],
  isThere: (nodeId: string) => boolean,
): QualityReport {
  const checks = new Map<string, { readonly newest: Made; readonly past: CheckPoint[] }>();
  // What a node checks now is what its newest report tells: a check that was taken out is gone.
  const current = new Map<string, ReadonlySet<string>>();
  for (const report of reports) {
    if (!isThere(report.nodeId)) continue;
    const made = checksOf(report);
    const wasMade = made.some(({ last }) => last.status !== 'error');
    if (wasMade && !current.has(report.nodeId)) {
      current.set(report.nodeId, new Set(made.map(({ id }) => id)));
    }
    for (const check of made) {
      const known = checks.get(check.id);
      if (known !== undefined) known.past.push(check.last);
      else checks.set(check.id, { newest: check, past: [check.last] });
    }
  }
  const shown = [...checks.values()]
    .filter(({ newest: { id, nodeId } }) => current.get(nodeId)?.has(id) ?? true)
    .map(({ newest, past }) => ({ ...newest, past: past.slice(0, mostPoints).toReversed() }))
    .toSorted(
      (a, b) =>
        urgency.indexOf(a.last.status) - urgency.indexOf(b.last.status) || (a.id < b.id ? -1 : 1),
    );
  const totals = { pass: 0, warn: 0, fail: 0, error: 0 };
  for (const { last } of shown) totals[last.status] += 1;
  return {
    checks: shown,
    totals,
    ...scoreOf(shown.map((check) => ({ ...check, status: check.last.status }))),
    health: healthOver(shown),
  };
}

function scoreOf(
  checks: readonly (Pick<QualityCheck, 'nodeId' | 'source'> & { readonly status: CheckStatus })[],
): { readonly healthScore: number; readonly rules: number } {
  const isHealthy = new Map<string, boolean>();
  for (const { nodeId, source, status } of checks) {
    if (source !== 'rule') continue;
    const isGood = status === 'pass' || status === 'warn';
    isHealthy.set(nodeId, isGood && (isHealthy.get(nodeId) ?? true));
  }
  const rules = isHealthy.size;
  const healthy = [...isHealthy.values()].filter(Boolean).length;
  return { healthScore: rules === 0 ? 100 : Math.round((healthy / rules) * 1000) / 10, rules };
}

/** The score after each run: a check that a run did not make stands as it stood before. */
function healthOver(checks: readonly QualityCheck[]): HealthPoint[] {
  const points = checks
    .flatMap((check) => check.past.map((point) => ({ check, point })))
    .toSorted((a, b) => a.point.atMs - b.point.atMs || (a.point.runId < b.point.runId ? -1 : 1));
  const standing = new Map<string, (typeof points)[number]>();
  const health: HealthPoint[] = [];
  for (const [at, made] of points.entries()) {
    standing.set(made.check.id, made);
    if (points[at + 1]?.point.runId === made.point.runId) continue;
    const now = [...standing.values()];
    health.push({
      runId: made.point.runId,
      atMs: made.point.atMs,
      score: scoreOf(now.map(({ check, point }) => ({ ...check, status: point.status })))
        .healthScore,
      violations: now.reduce((sum, { point }) => sum + (point.violations ?? 0), 0),
    });
  }
  return health;
}

function checksOf(report: NodeReport): Made[] {
  return [...ruleChecks(report), ...auditChecks(report)];
}

function ruleChecks(report: NodeReport): Made[] {
  if (report.kind !== 'rule') return [];
  const { metadata } = report;
  const several = metadata['results'];
  const results = isJsonArray(several) ? several.filter(isJsonObject) : [metadata];
  if (typeof results[0]?.['rule_type'] !== 'string') return [failedRule(report)];
  const sample = toSample(metadata['sample']);
  return results.map((result, index) =>
    toCheck(report, {
      source: 'rule',
      index,
      type: textOf(result['rule_type']),
      result,
      severity: result['severity'] ?? metadata['severity'],
      violations: result['violations'],
      rowsChecked: numberOf(metadata['rows_checked']) ?? report.rowCount,
      sample: result['violations'] === 0 ? null : sample,
    }),
  );
}

function auditChecks(report: NodeReport): Made[] {
  const audits = report.metadata['audits'];
  if (!isJsonArray(audits)) return [];
  return audits.filter(isJsonObject).map((result, index) =>
    toCheck(report, {
      source: 'audit',
      index,
      type: textOf(result['audit_type']),
      result,
      severity: result['severity'],
      violations: result['failing_rows'],
      rowsChecked: report.rowCount,
      sample: toSample(result['sample']),
    }),
  );
}

function toCheck(
  report: NodeReport,
  check: {
    readonly source: 'rule' | 'audit';
    readonly index: number;
    readonly type: string;
    readonly result: JsonObject;
    readonly severity: JsonValue | undefined;
    readonly violations: JsonValue | undefined;
    readonly rowsChecked: number | null;
    readonly sample: QualityCheck['sample'];
  },
): Made {
  const { source, index, type, result, rowsChecked, sample } = check;
  const named = result['columns'];
  const columns = isJsonArray(named) ? named.map(textOf) : [];
  const severity = check.severity === 'warn' ? 'warn' : 'error';
  const failed = severity === 'warn' ? 'warn' : 'fail';
  return {
    id: `${report.nodeId}:${source}:${index}:${type}:${columns.join(',')}`,
    nodeId: report.nodeId,
    source,
    type,
    columns,
    severity,
    message: textOf(result['message']),
    rowsChecked,
    sample,
    last: {
      ...momentOf(report),
      status: result['passed'] === true ? 'pass' : failed,
      violations: numberOf(check.violations) ?? 0,
    },
  };
}

/** A rule that could not look at its data. */
function failedRule(report: NodeReport): Made {
  return {
    id: `${report.nodeId}:rule`,
    nodeId: report.nodeId,
    source: 'rule',
    type: 'rule',
    columns: [],
    severity: 'error',
    message: report.error?.message ?? 'It told nothing of what it found.',
    rowsChecked: null,
    sample: null,
    last: { ...momentOf(report), status: 'error', violations: null },
  };
}

function momentOf(report: NodeReport): Pick<CheckPoint, 'runId' | 'atMs'> {
  return { runId: report.runId, atMs: report.finishedAtMs ?? report.runStartedAtMs };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: JsonValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
