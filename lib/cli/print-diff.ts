import type { ChangeClass } from '../diff/classify-change';
import { summarizeDiff, type ManifestDiff } from '../diff/compare-manifests';
import type { FieldChange } from '../diff/field-change';
import { shortValue } from '../diff/short-value';
import type { ClassifiedChange, ProjectDiff } from '../service/comparing/compare-project';
import type { JsonObject, JsonValue } from '../util/json';
import { changedLines } from './changed-lines';
import type { Printer } from './printer';

const labels: Record<ChangeClass, string> = {
  breaking: '[BREAKING - rebuilds downstream]',
  non_breaking: '[CHANGED - rebuild this node]',
  metadata: '[METADATA - no rebuild needed]',
};

/** More than these names help nobody. */
const mostNames = 5;

/** What differs, by node and field, with what it means for others (manifest reference, section 6). */
export function printDiff(compared: ProjectDiff, printer: Printer): void {
  const { diff, changes } = compared;
  const { colors } = printer;
  const paint = { breaking: colors.red, non_breaking: colors.yellow, metadata: colors.dim };
  for (const change of changes) {
    printer.line(`  ${paint[change.class](labels[change.class])} ${change.nodeId}`);
    for (const field of change.fields) {
      for (const line of fieldLines(field)) printer.line(`      ${line}`);
    }
    for (const file of change.imports) printer.line(`      ${file}, which it imports: changed`);
    printImpact(change, printer);
  }
  for (const id of diff.addedNodes) printer.line(`  ${colors.green('[NEW]')} + ${id}`);
  for (const id of diff.removedNodes) printer.line(`  ${colors.red('[REMOVED]')} - ${id}`);
  for (const { from, to } of diff.addedEdges) {
    printer.line(`  ${colors.green('[NEW EDGE]')} + ${from} -> ${to}`);
  }
  for (const { from, to } of diff.removedEdges) {
    printer.line(`  ${colors.red('[REMOVED EDGE]')} - ${from} -> ${to}`);
  }
  printer.line('');
  printer.line('Summary:');
  for (const line of summaryLines(compared)) printer.line(`  ${line}`);
}

/** The form that `--json` shows; the first five keys are those of the documented one. */
export function diffToJson({ diff, changes }: ProjectDiff): JsonObject {
  return {
    added_nodes: diff.addedNodes,
    removed_nodes: diff.removedNodes,
    modified_nodes: changes.map((change) => change.nodeId),
    added_edges: diff.addedEdges.map(({ from, to }) => ({ from, to })),
    removed_edges: diff.removedEdges.map(({ from, to }) => ({ from, to })),
    summary: summarizeDiff(diff) ?? 'No changes detected',
    changes: changes.map((change) => ({
      node_id: change.nodeId,
      class: change.class,
      downstream: change.downstream,
      imports: change.imports,
      fields: change.fields.map((field) => ({
        path: field.path,
        class: field.class,
        before: field.before ?? null,
        after: field.after ?? null,
      })),
    })),
  };
}

function printImpact({ class: of, downstream }: ClassifiedChange, printer: Printer): void {
  if (of !== 'breaking' || downstream.length === 0) return;
  printer.line(`      Downstream impact (${String(downstream.length)} nodes):`);
  for (const id of downstream.slice(0, mostNames)) printer.line(`        -> REBUILD ${id}`);
  const more = downstream.length - mostNames;
  if (more > 0) printer.line(`        ... and ${String(more)} more`);
}

function fieldLines({ path, before, after }: FieldChange): string[] {
  if (isLong(before) || isLong(after)) {
    return [`${path}:`, ...changedLines(longText(before), longText(after))];
  }
  if (before === undefined) return [`${path}: added ${shortValue(after)}`];
  if (after === undefined) return [`${path}: removed ${shortValue(before)}`];
  return [`${path}: ${shortValue(before)} -> ${shortValue(after)}`];
}

function isLong(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.trimEnd().includes('\n');
}

function longText(value: JsonValue | undefined): string {
  return value === undefined || value === null
    ? ''
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}

function summaryLines({ diff, changes }: ProjectDiff): string[] {
  const count = (of: ChangeClass): number => changes.filter((change) => change.class === of).length;
  return saidCounts([
    [count('breaking'), 'breaking change(s) — downstream nodes will rebuild'],
    [count('non_breaking'), 'non-breaking change(s) — only these nodes rebuild'],
    [count('metadata'), 'metadata-only change(s) — no rebuild needed'],
    ...nodeCounts(diff),
  ]);
}

function nodeCounts(diff: ManifestDiff): [number, string][] {
  return [
    [diff.addedNodes.length, 'new node(s)'],
    [diff.removedNodes.length, 'removed node(s)'],
    [diff.addedEdges.length, 'new edge(s)'],
    [diff.removedEdges.length, 'removed edge(s)'],
  ];
}

function saidCounts(counts: readonly (readonly [number, string])[]): string[] {
  return counts.flatMap(([count, what]) => (count > 0 ? [`${String(count)} ${what}`] : []));
}
