import type { NodeView, RunView } from '../events/run-view';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';

/** One line of the quality history. */
export interface QualityRow {
  /** Unix time in milliseconds. */
  readonly atMs: number;
  readonly nodeId: string;
  readonly nodeType: string;
  /** The column, several with commas between, or `_table_`. */
  readonly columnName: string;
  /** `passed`, `rows_checked` and `<rule type>.violations` of rules, `audit.<type>` of audits. */
  readonly metric: string;
  readonly value: number;
  readonly status: 'pass' | 'warn' | 'fail';
  readonly detail: string;
}

/** What the rules and audits of a run have found. */
export function qualityRowsOf(view: RunView): QualityRow[] {
  return [...view.nodes.values()].flatMap((node) => {
    const isDone = node.status === 'success' || node.status === 'failed';
    if (!isDone || node.finishedAtMs === null || node.error?.code === 'cancelled') return [];
    return [...(node.kind === 'rule' ? ruleRows(node) : []), ...auditRows(node)];
  });
}

/** A rule that could not be made has failed; then there is nothing but its message. */
function ruleRows(node: NodeView): QualityRow[] {
  const { metadata, error } = node;
  if (error?.code === 'audit_failed') return [];
  const status = statusOf(metadata['status']) ?? (node.status === 'failed' ? 'fail' : 'pass');
  const results = isJsonArray(metadata['results']) ? metadata['results'].filter(isJsonObject) : [];
  // A profile_check alone has one result a threshold, a list of checks one a check.
  const checks = typeof metadata['rule_type'] === 'string' ? [metadata] : results;
  const message = checks.map((check) => text(check['message'])).filter((part) => part !== '');
  const passed = row(node, '_table_', 'passed', status === 'fail' || status === 'warn' ? 0 : 1);
  const rows: QualityRow[] = [{ ...passed, status, detail: error?.message ?? message.join('; ') }];
  const checked = metadata['rows_checked'];
  if (typeof checked === 'number') rows.push(row(node, '_table_', 'rows_checked', checked));
  for (const check of checks) {
    const violations = check['violations'];
    if (typeof violations !== 'number') continue;
    rows.push({
      ...row(node, columnsText(check), `${text(check['rule_type'])}.violations`, violations),
      status: checks.length === 1 ? status : statusOfFinding(check),
      detail: text(check['message']),
    });
  }
  return rows;
}

function auditRows(node: NodeView): QualityRow[] {
  const { audits } = node.metadata;
  return (isJsonArray(audits) ? audits.filter(isJsonObject) : []).map((audit) => ({
    ...row(
      node,
      columnsText(audit),
      `audit.${text(audit['audit_type'])}`,
      Number(audit['failing_rows'] ?? 0),
    ),
    status: statusOfFinding(audit),
    detail: text(audit['message']),
  }));
}

function row(node: NodeView, columnName: string, metric: string, value: number): QualityRow {
  return {
    atMs: node.finishedAtMs ?? 0,
    nodeId: node.id,
    nodeType: node.kind,
    columnName,
    metric,
    value,
    status: 'pass',
    detail: '',
  };
}

function statusOfFinding({ passed, severity }: JsonObject): QualityRow['status'] {
  if (passed === true) return 'pass';
  return severity === 'warn' ? 'warn' : 'fail';
}

function statusOf(value: JsonValue | undefined): QualityRow['status'] | null {
  return value === 'pass' || value === 'warn' || value === 'fail' ? value : null;
}

function columnsText({ columns }: JsonObject): string {
  const names = isJsonArray(columns) ? columns.filter((name) => typeof name === 'string') : [];
  return names.length === 0 ? '_table_' : names.join(', ');
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
