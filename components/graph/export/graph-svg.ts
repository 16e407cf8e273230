import { escapeHtml } from '@/lib/util/escape-html';
import type { Box } from '@/lib/layout/geometry';
import { areaColour } from '../../ui/state-look';
import { cardSize } from '../card-size';
import { glyphOf } from '../scene/glyphs';
import type { ItemState } from '../scene/item-states';
import { cutMiddle } from '../scene/name-lines';
import type { Scene } from '../scene/scene';
import { wireWeights } from '../scene/paint-counts';
import { traceWire } from '../scene/trace-wire';
import { PathText } from './path-text';

export interface SvgInput {
  readonly scene: Scene;
  readonly states: readonly ItemState[];
  readonly names: readonly string[];
  /** By item: the kind of a node in words, the number of nodes of a group. */
  readonly details: readonly string[];
  /** A CSS colour that may use variables, as one that stands by itself. */
  readonly colour: (colour: string) => string;
  /** What is drawn, in the graph's pixels; all when left out. */
  readonly region?: Box;
}

/** About how wide a letter of the bold font is, as a share of its size: nothing can be measured in a file. */
const letterWidth = 0.58;

/** The graph as an SVG document: what is in the region, at full detail, made from the drawing and not from the screen. */
export function graphSvg(input: SvgInput): string {
  const { scene, colour } = input;
  const margin = 40;
  const { bounds } = scene;
  const region = input.region ?? {
    x: bounds.x - margin,
    y: bounds.y - margin,
    width: bounds.width + 2 * margin,
    height: bounds.height + 2 * margin,
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${region.x} ${region.y} ${region.width} ${region.height}" width="${Math.round(region.width)}" height="${Math.round(region.height)}" font-family="Inter, ui-sans-serif, system-ui, sans-serif" fill="none">`,
    `<rect class="ground" x="${region.x}" y="${region.y}" width="${region.width}" height="${region.height}" fill="${colour('var(--canvas)')}"/>`,
    ...frames(input),
    ...wires(input, region),
    ...scene.cardsIn(region).map((index) => card(input, index)),
    '</svg>',
  ].join('\n');
}

function frames({ scene, colour }: SvgInput): string[] {
  const { picture, drawing } = scene.drawn;
  return drawing.frames.map(({ x, y, width, height }, index) => {
    const label = picture.frames[index]?.label ?? '';
    return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="16" fill="${colour('var(--sunken)')}" stroke="${colour('var(--line-strong)')}"/><text x="${x + 28}" y="${y + 40}" font-size="17" font-weight="600" fill="${colour('var(--ink)')}">${escapeHtml(label)}</text>`;
  });
}

function wires({ scene, states, colour }: SvgInput, region: Box): string[] {
  const { picture } = scene.drawn;
  const weight = wireWeights(picture);
  return picture.wires.flatMap(({ from, to, count, ghost }, wire) => {
    const path = scene.paths[wire];
    if (path === undefined || !scene.isWireIn(wire, region)) return [];
    const pen = new PathText();
    traceWire(pen, path, picture.direction, true);
    const runs = states[to]?.running === true;
    const look = `stroke="${colour(runs ? 'var(--run-running)' : 'var(--wire)')}" stroke-width="${1.25 * (1 + Math.min(3, Math.log10(count)))}"${ghost ? ' stroke-dasharray="6 5"' : ''}${weight === null ? '' : ` stroke-opacity="${weight(count).toFixed(2)}"`}`;
    return [`<path data-from="${from}" data-to="${to}" d="${pen.text}" ${look}/>`];
  });
}

function card({ scene, states, names, details, colour }: SvgInput, index: number): string {
  const state = states[index];
  const item = scene.items[index];
  if (state === undefined || item === undefined) return '';
  const { x, y } = scene.positionOf(index);
  const room = cardSize.width - 28;
  const name = cutMiddle(names[index] ?? '', room, (text) => text.length * 13.5 * letterWidth);
  const dashed = state.ghost ? ' stroke-dasharray="8 6"' : '';
  const text = (
    dx: number,
    dy: number,
    size: number,
    ink: string,
    words: string,
    more = '',
  ): string =>
    `<text x="${dx}" y="${dy}" font-size="${size}" fill="${colour(`var(${ink})`)}"${more}>${escapeHtml(words)}</text>`;
  return [
    `<g class="card" data-index="${index}" transform="translate(${x} ${y})"${state.dimmed ? ' opacity="0.25"' : ''}>`,
    `<title>${escapeHtml(item.type === 'group' ? item.group.label : item.id)}</title>`,
    `<rect class="ground" width="${cardSize.width}" height="${cardSize.height}" rx="10" fill="${colour('var(--surface)')}" stroke="${colour('var(--line-strong)')}"${dashed}/>`,
    `<path class="stripe" d="M10 0H6V${cardSize.height}H10A10 10 0 0 1 0 ${cardSize.height - 10}V10A10 10 0 0 1 10 0" fill="${colour(areaColour(state.look))}"/>`,
    text(18, 22, 11, '--ink-faint', details[index] ?? ''),
    text(18, 46, 13.5, '--ink', name, ' font-weight="600"'),
    `<path d="${glyphOf(state.look.icon)}" transform="translate(18 58) scale(.5)" stroke="${colour(state.look.colour)}" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/>`,
    text(35, 68, 11, '--ink-soft', state.look.label),
    '</g>',
  ].join('');
}
