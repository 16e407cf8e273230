import { expect, it } from 'vitest';
import { Graph } from '@/lib/graph/graph';
import { nodeId, type NodeId } from '@/lib/graph/node-id';
import { layoutCanvas } from '@/lib/layout/layout-canvas';
import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { fitBox, noInsets } from './fit-view';
import { drawFirstPicture } from './first-picture/draw-first-picture';
import { layoutRequest } from './layout/layout-request';
import { buildPicture } from './picture/build-picture';
import { itemStates } from './scene/item-states';
import { Scene } from './scene/scene';
import { viewName, wantedCards } from './wanted-cards';

const size = { width: 1280, height: 720 };

/** Layers of a hundred; each node reads two of the layer before. */
function project(count: number, nameOf: (index: number) => string = (index) => `step_${index}`) {
  const ids = Array.from({ length: count }, (_, index) => nodeId('transform', nameOf(index)));
  const edges = ids.flatMap((to, index) =>
    [index - 100, index - 99].flatMap((from) => {
      const id = ids[from];
      return index < 100 || id === undefined ? [] : [{ from: id, to }];
    }),
  );
  const nodes = ids.map((id): NodeSnapshot => ({
    id,
    kind: 'transform',
    name: id.slice(id.indexOf('.') + 1),
    description: null,
    owner: null,
    tags: [],
    filePath: null,
    freshness: 'new',
    reason: '',
    last: null,
    change: { type: 'new', parts: [] },
    status: null,
    changeClass: null,
  }));
  const picture = buildPicture({
    snapshot: { nodes, edges, kinds: [], ghosts: { nodes: [], edges: [] } },
    graph: Graph.of(ids, edges),
    wishes: { direction: 'LR', grouping: null, open: [], focus: null },
  });
  const drawing = layoutCanvas(layoutRequest(picture, null), 'quick');
  return { nodes, scene: new Scene({ picture, drawing, isDraft: false }) };
}

it('never asks for more elements than can be read, at any zoom of 10,000 nodes', () => {
  const { scene } = project(10_000);
  const { x, y, width, height } = scene.bounds;
  for (const zoom of [0.02, 0.1, 0.16, 0.3, 0.59, 0.6, 0.8, 1, 1.75]) {
    const middle = { x: x + width / 2, y: y + height / 2 };
    const view = {
      transform: [size.width / 2 - middle.x * zoom, size.height / 2 - middle.y * zoom, zoom],
      ...size,
    } as const;
    expect(wantedCards(scene, view, []).ids.length).toBeLessThanOrEqual(200);
  }
});

it('asks anew only after an eighth of a screen, nearest cards first', () => {
  const { scene } = project(2000);
  const at = (x: number) => ({ transform: [x, 0, 1], ...size }) as const;
  expect(new Set([0, -40, -80, -120].map((x) => viewName(at(x - 10)))).size).toBe(1);
  expect(viewName(at(-500))).not.toBe(viewName(at(-10)));
  const [first = ''] = wantedCards(scene, at(-600), []).ids;
  const place = scene.placeOf(first);
  expect(Math.abs((place?.x ?? NaN) - 600 - size.width / 2)).toBeLessThan(size.width / 3);
});

it('keeps the card that the keyboard stands on among them while it is near', () => {
  const { scene } = project(2000);
  const far = { transform: [-100, -100, 0.1], ...size } as const;
  const id: NodeId = nodeId('transform', 'step_500');
  expect(wantedCards(scene, far, [id]).ids).toEqual([id]);
});

it.each([15, 200, 1000, 10_000])('draws all of %i nodes into the page', (count) => {
  const { nodes, scene } = project(count);
  const text = drawFirstPicture({
    scene,
    states: itemStates(scene.items, {
      nodes: new Map(nodes.map((node) => [node.id, node])),
      view: null,
      matches: null,
    }),
    names: nodes.map(({ name }) => name),
    nodes: new Map(nodes.map((node) => [node.id, node])),
    kindLabels: new Map(),
  });
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
  const blocks = text.match(/M-?\d+ -?\d+h\d+/g)?.length ?? 0;
  const cards = text.match(/<g transform="translate/g)?.length ?? 0;
  expect(Math.max(blocks, cards)).toBe(count);
  // What is sent grows with the graph, but stays a few dozen letters a node; cards that are drawn whole have icons too.
  expect(text.length / count).toBeLessThan(count > 1000 ? 80 : 950);
  expect(fitBox(scene.bounds, size, noInsets).zoom).toBeGreaterThan(0);
});

it('writes names as text, whatever is in them', () => {
  const { nodes, scene } = project(3);
  const text = drawFirstPicture({
    scene,
    states: itemStates(scene.items, { nodes: new Map(), view: null, matches: null }),
    names: ['<b>&', '"x"', 'plain'],
    nodes: new Map(nodes.map((node) => [node.id, node])),
    kindLabels: new Map([['transform', '<i>']]),
  });
  expect(text).toContain('&lt;b&gt;&amp;');
  expect(text).not.toMatch(/<b>|<i>/);
});
