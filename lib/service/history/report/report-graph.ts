import type { NodeStatus } from '../../../events/run-event';
import type { NodeView } from '../../../events/run-view';
import { kindOfId, shortNameOf, type NodeId } from '../../../graph/node-id';
import type { Graph } from '../../../graph/graph';
import { layoutGraph } from '../../../layout/layout-graph';
import { escapeHtml } from '../../../util/escape-html';

const card = { width: 200, height: 46 };
const margin = 12;

/** A sign for each status, since colour is never the only one. */
export const statusSigns: Readonly<Record<NodeStatus, string>> = {
  success: '✓',
  failed: '✗',
  cached: '⚡',
  skipped: '⊘',
  running: '…',
  pending: '○',
};

/** The graph of a run as SVG: every node with its status. */
export function reportGraph(graph: Graph, nodes: ReadonlyMap<NodeId, NodeView>): string {
  const layout = layoutGraph(graph, {
    nodeSize: card,
    spacing: { layer: 60, card: 16, wire: 12 },
  });
  const wires = graph.ids.flatMap((to) =>
    graph.upstreamOf(to).flatMap((from) => {
      const [start, end] = [layout.positions.get(from), layout.positions.get(to)];
      if (start === undefined || end === undefined) return [];
      const route = layout.routes.find((one) => one.from === from && one.to === to)?.points ?? [];
      const points = [
        { x: start.x + card.width, y: start.y + card.height / 2 },
        ...route,
        { x: end.x, y: end.y + card.height / 2 },
      ];
      const d = points.map(
        ({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${String(x)} ${String(y)}`,
      );
      return [`<path class="wire" d="${d.join(' ')}"/>`];
    }),
  );
  const cards = [...layout.positions].map(([id, { x, y }]) => {
    const node = nodes.get(id);
    const status = node?.status ?? 'skipped';
    const facts = [status, node?.duration ? `${node.duration.toFixed(2)} s` : null]
      .filter((part) => part !== null)
      .join(' · ');
    return `<g class="${status}" transform="translate(${String(x)} ${String(y)})"><title>${escapeHtml(
      `${id}: ${facts}`,
    )}</title><rect class="card" width="${String(card.width)}" height="${String(card.height)}" rx="8"/>
<text x="10" y="19">${statusSigns[status]} ${escapeHtml(cut(shortNameOf(id)))}</text>
<text class="soft" x="10" y="36">${escapeHtml(`${kindOfId(id)} · ${facts}`)}</text></g>`;
  });
  const [width, height] = [layout.width + 2 * margin, layout.height + 2 * margin];
  return `<svg role="img" aria-label="Graph of the run" width="${String(width)}" height="${String(
    height,
  )}" viewBox="${String(-margin)} ${String(-margin)} ${String(width)} ${String(height)}">${wires.join(
    '',
  )}${cards.join('\n')}</svg>`;
}

/** Names that are too long lose their middle: their ends tell more. */
function cut(name: string): string {
  return name.length <= 25 ? name : `${name.slice(0, 13)}…${name.slice(-11)}`;
}
