import { requestFlags } from '../../../events/request-flags';
import { summarize, type NodeView, type RunView } from '../../../events/run-view';
import type { Graph } from '../../../graph/graph';
import { escapeHtml } from '../../../util/escape-html';
import { reportGraph, statusSigns } from './report-graph';
import { reportStyles } from './report-styles';
import { reportTimeline } from './report-timeline';

/** More lines make a file that browsers open slowly; the rest is in the event file. */
const mostLines = 20_000;

/** A run as one HTML file that opens anywhere, without a network and without scripts. */
export function runReport(view: RunView, graph: Graph | null): string {
  const { started } = view;
  const id = started?.run_id ?? '';
  const outcome = view.outcome ?? 'running';
  const summary = summarize(view, view.finishedAtMs ?? view.startedAtMs ?? 0);
  const figures: readonly (readonly [string, string])[] = [
    ['Total nodes', String(summary.totalNodes)],
    ['Changed nodes', String(summary.changedNodes)],
    ['Cached nodes', String(summary.cachedNodes)],
    ['Successful', String(summary.successfulNodes)],
    ['Failed', String(summary.failedNodes)],
    ['Skipped', String(summary.skippedNodes)],
    ['Duration', `${summary.totalDuration.toFixed(2)} s`],
  ];
  const command = started === null ? '' : requestFlags(started.request);
  const facts = [
    started === null ? null : `Started ${new Date(started.at_ms).toISOString()}`,
    started === null ? null : `by ${started.actor} (${started.trigger})`,
    started?.git_commit == null ? null : `commit ${started.git_commit.slice(0, 8)}`,
  ].filter((fact) => fact !== null);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Run ${escapeHtml(id)}: ${outcome}</title><style>${reportStyles}</style></head><body>
<h1>Run ${outcome}</h1>
<p class="soft"><code>${escapeHtml(id)}</code> of ${escapeHtml(started?.project ?? '')}</p>
<p class="soft">${escapeHtml(facts.join(' · '))}</p>
<p><code>seeknal run ${escapeHtml(command)}</code></p>
<dl>${figures.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>
<h2>Graph</h2>
${
  graph === null
    ? '<p class="soft">The manifest of this run is no longer kept.</p>'
    : `<div class="scroll" tabindex="0">${reportGraph(graph, view.nodes)}</div>`
}
<h2>Results</h2>
<table><thead><tr><th>Status</th><th>Node</th><th class="number">Duration</th><th class="number">Rows</th><th>Why</th></tr></thead>
<tbody>${[...view.nodes.values()].map(resultRow).join('\n')}</tbody></table>
<h2>Timeline</h2>
<div class="scroll" tabindex="0">${reportTimeline(view)}</div>
<h2>Log</h2>
${logOf(view)}
</body></html>
`;
}

function resultRow(node: NodeView): string {
  const error =
    node.error === null ? null : [node.error.message, node.error.hint].join('\n').trim();
  return `<tr><td class="state ${node.status}">${statusSigns[node.status]} ${node.status}</td><td><code>${escapeHtml(
    node.id,
  )}</code></td><td class="number">${
    node.startedAtMs === null ? '–' : `${(node.duration ?? 0).toFixed(2)} s`
  }</td><td class="number">${
    node.rowCount === null ? '–' : node.rowCount.toLocaleString('en-US')
  }</td><td>${error === null ? escapeHtml(node.reason) : `<pre>${escapeHtml(error)}</pre>`}</td></tr>`;
}

function logOf({ logs }: RunView): string {
  if (logs.length === 0) return '<p class="soft">Nothing was logged.</p>';
  const lines = logs
    .slice(-mostLines)
    .map((line) =>
      [new Date(line.at_ms).toISOString(), line.level.padEnd(7), line.node_id ?? '', line.message]
        .filter((part) => part !== '')
        .join('  '),
    );
  const left = logs.length - lines.length;
  const note = left > 0 ? `<p class="soft">The first ${String(left)} lines are left out.</p>` : '';
  return `${note}<div class="scroll" tabindex="0"><pre class="log">${escapeHtml(
    // Colours of a terminal mean nothing here.
    lines.join('\n').replaceAll(ansi, ''),
  )}</pre></div>`;
}

// eslint-disable-next-line no-control-regex -- the control sign is what is looked for
const ansi = /\u001b\[[\d;]*[A-Za-z]/g;
