import { pairNodeRuns, type NodeRunPair } from '../../../history/pair-node-runs';
import type { NodeRunRecord } from '../../../history/run-record';
import { checkProject } from '../../check-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { formatCount, formatSeconds } from '../../format-values';
import { refuse } from '../../print-problem';
import { printTable } from '../../print-table';
import { findRun } from './find-run';
import type { HistoryShowFlags } from './flags';
import { nodeRunToJson, runToJson } from './run-to-json';

/** `seeknal history compare`: nodes whose status or rows differ, or that ran in both and took another time. */
export async function historyCompareAction(
  invocation: Invocation<HistoryShowFlags>,
): Promise<number> {
  const { flags, args, paths, printer } = invocation;
  const asJson = flags.json === true;
  const checked = await checkProject(paths);
  if (!checked.ok) return refuse(checked.error, printer, { asJson });
  const before = await findRun(paths, args[0] ?? '');
  if (!before.ok) return refuse(before.error, printer, { asJson });
  const after = await findRun(paths, args[1] ?? '');
  if (!after.ok) return refuse(after.error, printer, { asJson });

  const pairs = pairNodeRuns(before.value.nodes, after.value.nodes).filter(isDifferent);
  const [one, other] = [before.value.record, after.value.record];
  if (asJson) {
    printer.line(
      JSON.stringify(
        {
          before: runToJson(one),
          after: runToJson(other),
          same_manifest: one.manifestHash === other.manifestHash,
          nodes: pairs.map((pair) => ({
            node_id: pair.nodeId,
            before: pair.before && nodeRunToJson(pair.before),
            after: pair.after && nodeRunToJson(pair.after),
          })),
        },
        null,
        2,
      ),
    );
    return exitCodes.done;
  }
  printTable(
    [{ title: '' }, { title: one.runId }, { title: other.runId }],
    [
      ['Outcome', one.outcome ?? 'running', other.outcome ?? 'running'],
      ['Duration', formatSeconds(one.totalDuration), formatSeconds(other.totalDuration)],
      ['Successful', String(one.successfulNodes), String(other.successfulNodes)],
      ['Failed', String(one.failedNodes), String(other.failedNodes)],
      ['Cached', String(one.cachedNodes), String(other.cachedNodes)],
      ['Skipped', String(one.skippedNodes), String(other.skippedNodes)],
    ],
    printer,
  );
  printer.line('');
  if (one.manifestHash !== other.manifestHash) {
    printer.info('The definitions of nodes changed between the two runs.');
  }
  if (pairs.length === 0) {
    printer.info('Every node fared the same.');
    return exitCodes.done;
  }
  printTable(
    [
      { title: 'Node' },
      { title: 'Status' },
      { title: 'Duration', align: 'right' },
      { title: 'Rows', align: 'right' },
    ],
    pairs.map((pair) => [
      pair.nodeId,
      arrow(pair, (node) => node.status),
      arrow(pair, (node) => (node.startedAtMs === null ? '-' : formatSeconds(node.duration))),
      arrow(pair, (node) => formatCount(node.rowCount)),
    ]),
    printer,
  );
  return exitCodes.done;
}

function isDifferent({ before, after }: NodeRunPair): boolean {
  if (before === null || after === null || before.status !== after.status) return true;
  const bothRan = before.startedAtMs !== null && after.startedAtMs !== null;
  return bothRan && (before.rowCount !== after.rowCount || before.duration !== after.duration);
}

/** `950 → 949`, or one value where both are the same. */
function arrow({ before, after }: NodeRunPair, textOf: (node: NodeRunRecord) => string): string {
  const [was, is] = [before, after].map((node) => (node === null ? '(none)' : textOf(node)));
  return was === is ? (is ?? '') : `${was ?? ''} → ${is ?? ''}`;
}
