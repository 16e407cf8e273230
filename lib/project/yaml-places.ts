import {
  isCollection,
  isMap,
  isScalar,
  visit,
  type Document,
  type LineCounter,
  type Node,
} from 'yaml';
import { findExpressions } from '../templates/find-expressions';
import type { Position } from './node-file';

/** Answers where in a YAML text something stands. */
export class YamlPlaces {
  readonly #text: string;
  readonly #document: Document;
  readonly #lines: LineCounter;

  constructor(text: string, document: Document, lines: LineCounter) {
    this.#text = text;
    this.#document = document;
    this.#lines = lines;
  }

  at(offset: number): Position {
    const { line, col } = this.#lines.linePos(Math.max(0, offset));
    return { line: Math.max(1, line), column: Math.max(1, col) };
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
    const found: { whole: number | null; inside: number | null } = { whole: null, inside: null };
    visit(this.#document, {
      Scalar: (key, node) => {
        const start = startOf(node);
        if (key === 'key' || typeof node.value !== 'string' || start === null) return undefined;
        if (node.value.trim() === wanted) {
          found.whole = start;
          return visit.BREAK;
        }
        if (found.inside === null && node.value.includes(wanted)) {
          const offset = this.#text.indexOf(wanted, start);
          found.inside = offset === -1 ? start : offset;
        }
        return undefined;
      },
    });
    return this.at(found.whole ?? found.inside ?? 0);
  }

  /** Where an expression stands for the first time; `source`: what is between its braces. */
  ofExpression(source: string): Position {
    const found = findExpressions(this.#text).find((expression) => expression.source === source);
    return this.at(found?.start ?? 0);
  }
}

function startOf(node: unknown): number | null {
  return (node as Node | null | undefined)?.range?.[0] ?? null;
}
