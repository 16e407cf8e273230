import type { RunView } from '../../../events/run-view';
import { escapeHtml } from '../../../util/escape-html';

const row = 22;
const names = 260;
const axis = 760;

/** When each node ran, as SVG: a bar an attempt, on one axis from the start of the run to its end. */
export function reportTimeline(view: RunView): string {
  const start = view.startedAtMs ?? 0;
  const end = Math.max(view.finishedAtMs ?? start, start + 1);
  const place = (atMs: number): number => names + ((atMs - start) / (end - start)) * axis;
  const ran = [...view.nodes.values()]
    .filter((node) => node.startedAtMs !== null)
    .toSorted((a, b) => (a.startedAtMs ?? 0) - (b.startedAtMs ?? 0));
  const rows = ran.map((node, index) => {
    const y = index * row;
    const bars = node.attempts.map((attempt) => {
      const x = place(attempt.startedAtMs);
      const width = Math.max(2, place(attempt.endedAtMs ?? end) - x);
      return `<rect class="bar" x="${x.toFixed(1)}" y="${String(y + 5)}" width="${width.toFixed(
        1,
      )}" height="12" rx="2"/>`;
    });
    return `<g class="${node.status}"><title>${escapeHtml(
      `${node.id}: ${(node.duration ?? 0).toFixed(2)} s, ${node.status}`,
    )}</title><text x="0" y="${String(y + 15)}">${escapeHtml(node.id.slice(0, 40))}</text>${bars.join(
      '',
    )}<text class="soft" x="${String(names + axis + 8)}" y="${String(y + 15)}">${(
      node.duration ?? 0
    ).toFixed(2)} s</text></g>`;
  });
  return `<svg role="img" aria-label="Timeline of the run" width="${String(
    names + axis + 80,
  )}" height="${String(ran.length * row + 8)}">${rows.join('\n')}</svg>`;
}
