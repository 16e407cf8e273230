import { escapeHtml } from '@/lib/util/escape-html';
import type { NodeId } from '@/lib/graph/node-id';
import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { countShortOf } from '../../ui/format-count';
import { formatDuration } from '../../ui/format-duration';
import { freshnessStates, nextLook } from '../../ui/freshness-states';
import { areaColour } from '../../ui/state-look';
import { cardSize } from '../card-size';
import { changeMark } from '../change-mark';
import { PathText } from '../export/path-text';
import { fitBox, noInsets, paddedBox } from '../fit-view';
import { lastStatus } from '../last-status';
import { glyphOf } from '../scene/glyphs';
import type { ItemState } from '../scene/item-states';
import { cutMiddle, nameLines } from '../scene/name-lines';
import { cardZoom, curveZoom, dotZoom, textZoom, wireWidth } from '../scene/paint-scene';
import type { Scene } from '../scene/scene';
import { traceWire } from '../scene/trace-wire';
import { mostElements } from '../wanted-cards';
import { kindIconAt, lookIconAt } from './card-icons';

export interface FirstPictureInput {
  readonly scene: Scene;
  readonly states: readonly ItemState[];
  readonly names: readonly string[];
  readonly nodes: ReadonlyMap<NodeId, NodeSnapshot>;
  /** The names of kinds in words. */
  readonly kindLabels: ReadonlyMap<string, string>;
}

/** How large the canvas of a usual window is: the server can't know, and only the amount of detail depends on it. */
const usualSize = { width: 1280, height: 640 };
/** About how wide a letter is, as a share of the font's size. */
const letterWidth = 0.56;
/** How wide the words of states are on a card, which only a browser can tell. */
const labelWidths: Readonly<Record<string, number>> = {
  [freshnessStates.new.label]: 23.5,
  [freshnessStates.changed.label]: 47.1,
  [freshnessStates.stale.label]: 99.1,
  [freshnessStates.removed.label]: 48.5,
  [freshnessStates.cached.label]: 40.2,
  [freshnessStates.failed.label]: 52.2,
  [freshnessStates.missing.label]: 78.3,
  [freshnessStates.always.label]: 64.8,
  [freshnessStates.broken.label]: 36.5,
};
/** Far away a tenth of the resolution is more than a screen has, and half of the text to send. */
const coarseUnit = 10;
/** Wires are told in parts by place: a browser draws in tiles, and looks at each part that touches one. */
const chunk = 160;

/**
 * The whole graph as an SVG that fills its place as the first view of the canvas does, for the page as the server sends it:
 * seen before any script has run. Colours are the theme's variables.
 */
export function drawFirstPicture(input: FirstPictureInput): string {
  const { scene } = input;
  const box = paddedBox(scene.bounds);
  const zoom = fitBox(scene.bounds, usualSize, noInsets).zoom;
  const parts = [
    `<svg viewBox="${Math.round(box.x)} ${Math.round(box.y)} ${Math.round(box.width)} ${Math.round(box.height)}" style="max-width:${Math.round(box.width)}px;max-height:${Math.round(box.height)}px" fill="none">`,
    ...frames(input),
    ...wires(input, zoom),
    ...(zoom < dotZoom ? dots(input, zoom) : zoom < cardZoom ? bars(input, zoom) : cards(input)),
    '</svg>',
  ];
  return parts.join('');
}

function frames({ scene }: FirstPictureInput): string[] {
  return scene.drawn.drawing.frames.map(
    ({ x, y, width, height }) =>
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="16" fill="var(--sunken)" stroke="var(--line-strong)"/>`,
  );
}

function wires({ scene }: FirstPictureInput, zoom: number): string[] {
  const { picture } = scene.drawn;
  const unit = zoom < curveZoom ? coarseUnit : 1;
  const width = wireWidth(zoom);
  const found: string[] = [];
  const plain: { readonly path: Float64Array; readonly cell: number }[] = [];
  picture.wires.forEach(({ count, ghost }, wire) => {
    const path = scene.paths[wire];
    if (path === undefined) return;
    if (!ghost && count === 1) {
      plain.push({ path, cell: cellOf(scene, path) });
      return;
    }
    const pen = new PathText(unit);
    traceWire(pen, path, picture.direction, zoom >= curveZoom);
    const strong = width * (1 + Math.min(3, Math.log10(count)));
    found.push(
      `<path d="${pen.text}" stroke-width="${strong.toFixed(2)}"${ghost ? ' stroke-dasharray="6 5"' : ''}/>`,
    );
  });
  plain.sort((a, b) => a.cell - b.cell);
  for (let from = 0; from < plain.length; from += chunk) {
    const pen = new PathText(unit);
    for (const { path } of plain.slice(from, from + chunk)) {
      traceWire(pen, path, picture.direction, zoom >= curveZoom);
    }
    found.push(`<path d="${pen.text}"/>`);
  }
  // Strokes keep their width at any size of the window.
  return [
    `<g class="wires" stroke="var(--wire)" stroke-width="${width}"${unit === 1 ? '' : ` transform="scale(${unit})"`}>`,
    ...found,
    '</g>',
  ];
}

/** Where about the middle of a wire is, in columns and rows. */
function cellOf({ bounds }: Scene, path: Float64Array): number {
  const middle = (path.length >> 2) * 2;
  const column = Math.floor((8 * ((path[middle] ?? 0) - bounds.x)) / Math.max(1, bounds.width));
  const row = Math.floor((6 * ((path[middle + 1] ?? 0) - bounds.y)) / Math.max(1, bounds.height));
  return column * 6 + row;
}

/** Cards as blocks of their colour: one thick line each. */
function dots({ scene, states }: FirstPictureInput, zoom: number): string[] {
  const byLook = new Map<string, number[]>();
  states.forEach((state, index) => {
    const key = `${areaColour(state.look)} ${state.dimmed ? 0.15 : 1}`;
    const list = byLook.get(key);
    if (list === undefined) byLook.set(key, [index]);
    else list.push(index);
  });
  const height = Math.max(cardSize.height, 2 / zoom);
  const width = Math.round(Math.max(cardSize.width, 2 / zoom) / coarseUnit);
  const found = [
    `<g transform="scale(${coarseUnit})" stroke-width="${(height / coarseUnit).toFixed(1)}">`,
  ];
  for (const [key, indexes] of byLook) {
    const [opacity = '1'] = key.split(' ').slice(-1);
    const colour = key.slice(0, -opacity.length - 1);
    for (let from = 0; from < indexes.length; from += 4 * chunk) {
      const lines = indexes.slice(from, from + 4 * chunk).map((index) => {
        const { x, y } = scene.positionOf(index);
        return `M${Math.round(x / coarseUnit)} ${Math.round((y + height / 2) / coarseUnit)}h${width}`;
      });
      const faint = opacity === '1' ? '' : ` opacity="${opacity}"`;
      found.push(`<path d="${lines.join('')}" stroke="${colour}"${faint}/>`);
    }
  }
  return [...found, '</g>'];
}

/** Cards with their name and the colour of their state. */
function bars({ scene, states, names }: FirstPictureInput, zoom: number): string[] {
  const { width, height } = cardSize;
  // As on the canvas: few enough to be elements, or near enough to be read.
  const isNamed = zoom >= textZoom || scene.size <= mostElements;
  return scene.items.flatMap((item, index) => {
    const state = states[index];
    if (state === undefined) return [];
    const { x, y } = scene.positionOf(index);
    const name = names[index] ?? '';
    const tint = areaColour(state.look);
    const lines = !isNamed
      ? []
      : nameLines(name, width - 72, (text) => text.length * 22 * letterWidth).map(
          (line, place, all) =>
            `<text x="60" y="${height / 2 + 8 + (place - (all.length - 1) / 2) * 26}" font-size="22">${escapeHtml(line)}</text>`,
        );
    const sketch = `<path d="M28 30h28v22h-28z" fill="${tint}" opacity=".55"/><path d="M68 34h${Math.min(150, 9 * name.length)}v14h-${Math.min(150, 9 * name.length)}z" fill="var(--ink-faint)" opacity=".55"/>`;
    const glyph = `<path d="${glyphOf(state.look.icon)}" transform="translate(22 ${height / 2 - 14}) scale(1.17)" stroke="${state.look.colour}" stroke-width="2.25" stroke-linecap="round" stroke-linejoin="round"/>`;
    return [
      open(x, y, state),
      ground(state.ghost || item.type === 'group'),
      `<path d="M10 0H12V${height}H10A10 10 0 0 1 0 ${height - 10}V10A10 10 0 0 1 10 0" fill="${tint}"/>`,
      ...(isNamed ? [glyph, ...lines] : [sketch]),
      '</g>',
    ];
  });
}

/** Whole cards, in words as they will stand there. */
function cards(input: FirstPictureInput): string[] {
  const { scene, states, names, nodes, kindLabels } = input;
  const { width, height } = cardSize;
  return scene.items.flatMap((item, index) => {
    const state = states[index];
    if (state === undefined) return [];
    const { x, y } = scene.positionOf(index);
    const name = cutMiddle(
      names[index] ?? '',
      width - 28,
      (text) => text.length * 13.5 * letterWidth,
    );
    const node = item.type === 'node' ? nodes.get(item.id) : undefined;
    const title = `<text x="17" y="46" font-size="13.5">${escapeHtml(name)}</text>`;
    if (node === undefined) return [open(x, y, state), ground(true), title, '</g>'];
    const fresh = nextLook(node);
    const mark = changeMark(node);
    const last = lastStatus(node);
    const faintness =
      fresh === freshnessStates.cached ? 0.35 : mark?.stripe === 'hatched' ? 0.4 : 1;
    const right = width - 13;
    const labelWidth =
      labelWidths[fresh.label] ?? Math.round(fresh.label.length * 11 * letterWidth);
    const kind = cutEnd(kindLabels.get(node.kind) ?? node.kind, right - labelWidth - 24 - 37);
    return [
      open(x, y, state),
      ground(state.ghost),
      `<path d="M6 0.5V${height - 0.5}A9 9 0 0 1 .5 ${height - 10}V10A9 9 0 0 1 6 .5" class="${fresh.tint}" fill="currentColor"${faintness === 1 ? '' : ` opacity="${faintness}"`}/>`,
      kindIconAt(node.kind, 17, 12, 14),
      small(37, 23, '--ink-faint', kind),
      small(right, 23, '--ink-soft', fresh.label, ' text-anchor="end"'),
      mark === null
        ? lookIconAt(fresh, right - labelWidth - 16, 13, 12)
        : `<text x="${(right - labelWidth - 10).toFixed(1)}" y="22.5" font-size="13" font-weight="700" text-anchor="middle" class="font-mono ${fresh.tint}" fill="currentColor">${mark.letter}</text>`,
      title,
      lookIconAt(last.look, 17, 57, 12),
      small(33, 67, '--ink-soft', last.word),
      small(right, 67, '--ink-faint', numbersOf(node), ' text-anchor="end"'),
      '</g>',
    ];
  });
}

function open(x: number, y: number, { dimmed }: ItemState): string {
  return `<g transform="translate(${Math.round(x)} ${Math.round(y)})"${dimmed ? ' opacity=".25"' : ''}>`;
}

function ground(isStrong: boolean): string {
  return `<rect x=".5" y=".5" width="${cardSize.width - 1}" height="${cardSize.height - 1}" rx="10" fill="var(--surface)" stroke="var(--line${isStrong ? '-strong' : ''})"/>`;
}

function small(x: number, y: number, ink: string, words: string, more = ''): string {
  if (words === '') return '';
  return `<text x="${x}" y="${y}" font-size="11" font-weight="400" fill="var(${ink})"${more}>${escapeHtml(words)}</text>`;
}

/** Small words that are cut where they would reach into what stands beside them. */
function cutEnd(words: string, width: number): string {
  const most = Math.floor(width / (11 * letterWidth));
  return words.length <= most ? words : `${words.slice(0, Math.max(1, most - 1)).trimEnd()}…`;
}

function numbersOf({ last }: NodeSnapshot): string {
  const duration = last?.duration ?? null;
  const rows = last?.rowCount ?? null;
  return `${duration === null ? '' : formatDuration(duration)}${rows === null ? '' : ` · ${countShortOf(rows, 'row')}`}`;
}
