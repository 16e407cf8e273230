import { escapeHtml } from '@/lib/util/escape-html';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import type { JsonObject } from '@/lib/util/json';
import type { ItemState } from '../scene/item-states';
import type { Scene } from '../scene/scene';
import { offlineViewer, type OfflineItem } from './offline-viewer';
import { withThemeColours } from './theme-colours';

interface OfflinePageInput {
  readonly snapshot: ProjectSnapshot;
  readonly scene: Scene;
  readonly states: readonly ItemState[];
  /** The graph as SVG, its colours still variables. */
  readonly picture: string;
  /** By node id; secrets are covered. */
  readonly configs: Readonly<Record<string, JsonObject>>;
}

/** All variables that pictures and the page itself use. */
const tokens = [
  '--canvas',
  '--surface',
  '--sunken',
  '--line',
  '--line-strong',
  '--wire',
  '--wire-lit',
  '--ink',
  '--ink-soft',
  '--ink-faint',
  '--focus',
  '--run-pending',
  '--run-running',
  '--run-success',
  '--run-failed',
  '--run-cached',
  '--run-skipped',
  '--run-stopped',
  '--next-new',
  '--next-changed',
  '--next-stale',
  '--next-missing',
  '--next-always',
];

/** The whole graph as one file that asks for nothing: picture, what is known of each node, and what moves it. */
export function offlinePage(input: OfflinePageInput): string {
  const { snapshot, picture } = input;
  const title = `${snapshot.name}, ${new Date().toISOString().slice(0, 10)}`;
  const data = JSON.stringify(itemsOf(input)).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; ${variables('light')} }
@media (prefers-color-scheme: dark) { :root { ${variables('dark')} } }
html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; font: 13px/1.5 Inter, ui-sans-serif, system-ui, sans-serif; background: var(--canvas); color: var(--ink); }
header { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; padding: 8px 16px; background: var(--surface); border-bottom: 1px solid var(--line); }
h1 { font-size: 14px; margin: 0; }
input { font: inherit; color: inherit; padding: 4px 8px; border: 1px solid var(--line-strong); border-radius: 6px; background: var(--surface); }
output, header small { color: var(--ink-soft); }
main { display: flex; flex: 1; min-height: 0; }
svg { flex: 1; min-width: 0; height: 100%; cursor: grab; touch-action: none; }
svg.far text, svg.far title { display: none; }
.card { cursor: pointer; }
.dim { opacity: 0.2; }
.selected > rect { stroke: var(--ink); stroke-width: 3; }
path.lit { stroke: var(--wire-lit); stroke-width: 2.5; }
aside { width: 360px; max-width: 60vw; overflow: auto; padding: 12px 16px; background: var(--surface); border-left: 1px solid var(--line); overflow-wrap: anywhere; }
h2 { font-size: 15px; margin: 0; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; }
dt { color: var(--ink-soft); }
dd { margin: 0; }
pre { white-space: pre-wrap; background: var(--sunken); padding: 8px; border-radius: 6px; }
</style>
<header><h1>${escapeHtml(snapshot.name)}</h1><input type="search" aria-label="Find nodes" placeholder="Find nodes"><output></output><small>Drag to move, wheel to zoom, 0 for all, / to find</small></header>
<main>${picture}<aside hidden></aside></main>
<script>(${offlineViewer.toString()})(${data})</script>
</html>
`;
}

function variables(theme: 'light' | 'dark'): string {
  return withThemeColours(theme, (colour) =>
    tokens.map((token) => `${token}: ${colour(`var(${token})`)};`).join(' '),
  );
}

function itemsOf({ snapshot, scene, states, configs }: OfflinePageInput): OfflineItem[] {
  const nodes = new Map(snapshot.nodes.map((node) => [node.id, node]));
  return scene.items.map((item, index): OfflineItem => {
    const state = states[index]?.look.label ?? '';
    if (item.type === 'group') {
      return {
        id: item.group.label,
        state,
        lines: [['Nodes', item.group.members.join(', ')]],
        config: '',
      };
    }
    const node = nodes.get(item.id);
    const lines: [string, string][] = [
      ['Kind', node?.kind ?? ''],
      ['Owner', node?.owner ?? ''],
      ['Tags', node?.tags.join(', ') ?? ''],
      ['File', node?.filePath ?? ''],
      ['About', node?.description ?? ''],
      ['Reason', node?.reason ?? ''],
      ['Rows', node?.last?.rowCount?.toString() ?? ''],
    ];
    return {
      id: item.id,
      state,
      lines: lines.filter(([, value]) => value !== ''),
      config: item.id in configs ? JSON.stringify(configs[item.id], null, 2) : '',
    };
  });
}
