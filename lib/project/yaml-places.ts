import { isCollection, isMap, isScalar, type Document, type Node } from 'yaml';
import { findExpressions } from '../templates/find-expressions';
import type { Position } from './node-file';
import { yamlNodes } from './yaml-nodes';

interface PlacedText {
  readonly text: string;
  /** Where it begins. */
  readonly start: number;
}

/** Answers where in a YAML text something stands. */
export class YamlPlaces {
  readonly #text: string;
  readonly #document: Document;
  readonly #lineStarts: readonly number[];
  #texts: readonly PlacedText[] | null = null;

  constructor(text: string, document: Document) {
    this.#text = text;
    this.#document = document;
    this.#lineStarts = lineStartsOf(text);
  }

  /** Counted in the text itself: where it stumbles, the parser counts some lines twice. */
  at(offset: number): Position {
    const inside = Math.min(Math.max(0, offset), this.#text.length);
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: inside - (this.#lineStarts[low] ?? 0) + 1 };
  }

  /** The key at the end of the path, or the deepest one on the way to it that is there. */
  ofPath(path: readonly PropertyKey[]): Position {
    let node: unknown = this.#document.contents;
    let offset = startOf(node) ?? 0;
    for (const key of path) {
      if (isMap(node)) {
        const pair = node.items.find(
          (item) => isScalar(item.key) && String(item.key.value) === String(key),
        );
        if (pair === undefined) break;
        offset = startOf(pair.key) ?? offset;
        node = pair.value;
      } else if (isCollection(node) && typeof key === 'number') {
        node = node.items[key];
        offset = startOf(node) ?? offset;
      } else break;
    }
    return this.at(offset);
  }

  /** Where a text is mentioned: as a whole value if there is one, else inside a longer value such as SQL. */
  ofText(wanted: string): Position {
    this.#texts ??= textsOf(this.#document);
    const whole = this.#texts.find(({ text }) => text.trim() === wanted);
    if (whole !== undefined) return this.at(whole.start);
    const around = this.#texts.find(({ text }) => text.includes(wanted));
    if (around === undefined) return this.at(0);
    const offset = this.#text.indexOf(wanted, around.start);
    return this.at(offset === -1 ? around.start : offset);
  }

  /** Where an expression stands for the first time; `source`: what is between its braces. */
  ofExpression(source: string): Position {
    const found = findExpressions(this.#text).find((expression) => expression.source === source);
    return this.at(found?.start ?? 0);
  }
}

/** The texts of a document, other than its keys. */
function textsOf(document: Document): PlacedText[] {
  const texts: PlacedText[] = [];
  for (const { node, isKey } of yamlNodes(document)) {
    if (isKey || !isScalar(node) || typeof node.value !== 'string') continue;
    const start = startOf(node);
    if (start !== null) texts.push({ text: node.value, start });
  }
  return texts;
}

function startOf(node: unknown): number | null {
  return (node as Node | null | undefined)?.range?.[0] ?? null;
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
