import type { NodeQuality, ProjectQuality } from '../../../service/quality/quality-of';
import type { JsonObject } from '../../../util/json';

/** What `seeknal dq --json` prints. Times are Unix milliseconds. */
export function qualityToJson(quality: ProjectQuality, nodes: readonly NodeQuality[]): JsonObject {
  return {
    health_score: quality.healthScore,
    rules: { ...quality.rules },
    audits: { ...quality.audits },
    nodes: nodes.map((node) => ({
      node_id: node.nodeId,
      kind: node.kind,
      status: node.status,
      findings: node.findings.map(({ metric, columnName, status, value, message }) => ({
        metric,
        column_name: columnName,
        status,
        value,
        message,
      })),
      history: node.history.map(({ runId, atMs, status, violations, rowsChecked }) => ({
        run_id: runId,
        at_ms: atMs,
        status,
        violations,
        rows_checked: rowsChecked,
      })),
      trends: node.trends.map(({ columnName, metric, points }) => ({
        column_name: columnName,
        metric,
        points: points.map(({ atMs, value }) => ({ at_ms: atMs, value })),
      })),
    })),
  };
}
