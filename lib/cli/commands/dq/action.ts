import type { AssessedProject } from '../../../service/planning/assess-project';
import {
  isAudit,
  qualityOf,
  type NodeQuality,
  type ProjectQuality,
  type QualityStatus,
} from '../../../service/quality/quality-of';
import { assessOrRefuse } from '../../assess-or-refuse';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { findNode } from '../../find-node';
import { formatCount, formatSeconds, formatTime } from '../../format-values';
import { refuse } from '../../print-problem';
import { printTable } from '../../print-table';
import type { Printer } from '../../printer';
import type { DqFlags } from './flags';
import { qualityToJson } from './quality-to-json';

/** `seeknal dq`: looks only; 0 whatever was found. */
export async function dqAction(invocation: Invocation<DqFlags>): Promise<number> {
  const { flags, args, paths, printer } = invocation;
  const asJson = flags.json === true;
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const { manifest } = opened.value.parsed;
  const [name] = args;
  const found = name === undefined ? null : findNode(manifest, name);
  if (found?.ok === false) return refuse(found.error, printer, { asJson });
  const quality = await qualityOf(paths, manifest);
  const nodes = quality.nodes.filter(({ nodeId }) => found === null || nodeId === found.value);
  if (asJson) {
    printer.line(JSON.stringify(qualityToJson(quality, nodes), null, 2));
  } else if (found === null) printProject(opened.value, quality, printer);
  else {
    const [node] = nodes;
    if (node === undefined) {
      printer.info(`${found.value} is no rule and no profile, and has no audits.`);
    } else printNode(node, printer);
  }
  return exitCodes.done;
}

function printProject(
  { parsed, state }: AssessedProject,
  quality: ProjectQuality,
  printer: Printer,
): void {
  const nodes = [...parsed.manifest.nodes.values()];
  printTable(
    [
      { title: 'Node' },
      { title: 'Status' },
      { title: 'Rows', align: 'right' },
      { title: 'Duration', align: 'right' },
    ],
    nodes.map(({ id }) => {
      const entry = state.get(id);
      return [
        id,
        entry?.status ?? 'pending',
        formatCount(entry?.rowCount ?? null),
        entry === undefined ? '-' : formatSeconds(entry.duration),
      ];
    }),
    printer,
  );
  printFindings('Rules', quality.nodes, (metric) => !isAudit({ metric }), printer);
  printFindings('Audits', quality.nodes, (metric) => isAudit({ metric }), printer);
  const count = (status: string): number =>
    nodes.filter(({ id }) => (state.get(id)?.status ?? 'pending') === status).length;
  const { rules, audits } = quality;
  const ruleCount = rules.pass + rules.warn + rules.fail + rules.unknown;
  const auditCount = audits.pass + audits.warn + audits.fail + audits.unknown;
  printer.line('');
  printer.line(`Health score: ${quality.healthScore.toFixed(1)}`);
  printer.line(
    `${String(nodes.length)} nodes: ${parts([
      [count('success'), 'succeeded'],
      [count('failed'), 'failed'],
      [count('pending'), 'pending'],
    ])}`,
  );
  printer.line(`${String(ruleCount)} rules: ${statusParts(rules)}`);
  if (auditCount > 0) printer.line(`${String(auditCount)} audits: ${statusParts(audits)}`);
}

function printFindings(
  title: string,
  nodes: readonly NodeQuality[],
  isWanted: (metric: string) => boolean,
  printer: Printer,
): void {
  const rows = nodes.flatMap(({ nodeId, kind, findings, history, status }) => {
    const wanted = findings.filter(({ metric }) => isWanted(metric));
    if (wanted.length === 0) {
      // A rule that was never made, or could not be.
      return kind === 'rule' && title === 'Rules'
        ? [[nodeId, status, '-', trendText(history, printer), '']]
        : [];
    }
    return wanted.map((finding) => [
      nodeId,
      finding.status,
      finding.value === null ? '-' : formatCount(finding.value),
      trendText(history, printer),
      finding.message,
    ]);
  });
  if (rows.length === 0) return;
  printer.line('');
  printTable(
    [
      { title },
      { title: 'Status' },
      { title: 'Violations', align: 'right' },
      { title: 'Last runs' },
      { title: 'Message' },
    ],
    rows,
    printer,
  );
}

function printNode(node: NodeQuality, printer: Printer): void {
  printer.line(`${node.nodeId}: ${node.status}`);
  printFindings('Rules', [node], (metric) => !isAudit({ metric }), printer);
  printFindings('Audits', [node], (metric) => isAudit({ metric }), printer);
  if (node.history.length === 0) {
    printer.info('It was not looked at yet. Run it: seeknal run');
    return;
  }
  printer.line('');
  if (node.kind === 'profile') {
    printTable(
      [
        { title: 'Column' },
        { title: 'Metric' },
        { title: 'Last', align: 'right' },
        { title: 'Before', align: 'right' },
      ],
      node.trends.map(({ columnName, metric, points }) => [
        columnName,
        metric,
        valueText(points.at(-1)?.value ?? null),
        valueText(points.at(-2)?.value ?? null),
      ]),
      printer,
    );
    return;
  }
  printTable(
    [
      { title: 'Run' },
      { title: 'Time' },
      { title: 'Status' },
      { title: 'Violations', align: 'right' },
      { title: 'Rows', align: 'right' },
    ],
    node.history
      .toReversed()
      .map(({ runId, atMs, status, violations, rowsChecked }) => [
        runId,
        formatTime(atMs),
        status ?? '-',
        formatCount(violations),
        formatCount(rowsChecked),
      ]),
    printer,
  );
}

const signs = {
  unicode: { pass: '✓', warn: '⚠', fail: '✗', unknown: '·' },
  ascii: { pass: '+', warn: '!', fail: 'x', unknown: '.' },
} as const;

/** A sign for each of the last runs, the newest at the end. */
function trendText(history: NodeQuality['history'], { ascii }: Printer): string {
  const sign = ascii ? signs.ascii : signs.unicode;
  return history
    .slice(-10)
    .map(({ status }) => sign[status ?? 'unknown'])
    .join('');
}

function statusParts(counts: Readonly<Record<QualityStatus, number>>): string {
  return parts([
    [counts.pass, 'passed'],
    [counts.warn, 'warning(s)'],
    [counts.fail, 'error(s)'],
    [counts.unknown, 'not run yet'],
  ]);
}

/** The first always, the others when there are any. */
function parts(counts: readonly (readonly [number, string])[]): string {
  return counts
    .filter(([count], at) => at === 0 || count > 0)
    .map(([count, word]) => `${String(count)} ${word}`)
    .join(', ');
}

function valueText(value: number | null): string {
  return value === null ? '-' : String(Number(value.toPrecision(6)));
}
