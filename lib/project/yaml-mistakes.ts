import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  visit,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';
import { yamlNodes } from './yaml-nodes';

export interface YamlMistake {
  readonly message: string;
  /** Where in the text. */
  readonly offset: number;
  readonly hint: string | null;
}

/** What is wrong with a text as YAML, before anybody asks what it means. */
export function yamlMistakes(text: string, document: Document.Parsed): YamlMistake[] {
  if (document.errors.length > 0) {
    return document.errors.map((error) => syntaxMistake(error, text, document));
  }
  return isPlain(document) ? [] : repeatedKeysAndBadAliases(document);
}

/** As nearly all files are: without aliases, and each key is a word and given once. */
function isPlain(document: Document): boolean {
  for (const { node } of yamlNodes(document)) {
    if (isAlias(node)) return false;
    if (!isMap(node)) continue;
    const keys = new Set<string>();
    for (const { key } of node.items) {
      if (!isScalar(key)) return false;
      keys.add(String(key.value));
    }
    if (keys.size < node.items.length) return false;
  }
  return true;
}

function syntaxMistake(error: YAMLError, text: string, document: Document): YamlMistake {
  // What is missing at the end of the file is told at its last character, not on a line after it.
  const offset = Math.min(error.pos[0], text.trimEnd().length);
  if (error.code === 'MULTIPLE_DOCS') {
    return {
      message: 'A second document starts here, and a node file holds one.',
      offset,
      hint: 'Give each node a file of its own.',
    };
  }
  if (error.message.includes('call stack')) {
    return { message: 'Values are nested too deeply here.', offset, hint: null };
  }
  if (error.code === 'TAB_AS_INDENT') {
    return { message: invalid(error.message), offset, hint: 'Indent with spaces.' };
  }
  const quote = /^Missing closing (["'])quote/.exec(error.message)?.[1];
  if (quote !== undefined) {
    return {
      message: `Invalid YAML: the text that starts here has no closing ${quote}`,
      offset: quotedTextAt(document, error.pos[0]) ?? offset,
      hint: null,
    };
  }
  return { message: invalid(error.message), offset, hint: null };
}

/** The parser's own check of keys compares each with each: a long mapping would take minutes. */
function repeatedKeysAndBadAliases(document: Document): YamlMistake[] {
  const found: YamlMistake[] = [];
  const anchors = new Set<string>();
  visit(document, (_, node, path) => {
    if (!isNode(node)) return;
    if (isAlias(node)) {
      const { source } = node;
      if (!anchors.has(source)) {
        found.push({
          message: invalid(`there is no anchor &${source} before this *${source}`),
          offset: startOf(node),
          hint: 'A text that begins with * needs quotes.',
        });
      } else if (path.some((outer) => isNode(outer) && anchorOf(outer) === source)) {
        found.push({
          message: invalid(`*${source} would contain itself`),
          offset: startOf(node),
          hint: null,
        });
      }
      return;
    }
    const anchor = anchorOf(node);
    if (anchor !== undefined) anchors.add(anchor);
    if (!isMap(node)) return;
    const keys = new Set<string>();
    for (const { key } of node.items) {
      if (isCollection(key)) {
        found.push({
          message: invalid('a list or a mapping stands where a name should'),
          offset: startOf(key),
          hint: isMap(key)
            ? 'A text that begins with {{ needs quotes, as in "{{ today }}".'
            : 'A text that begins with [ needs quotes.',
        });
      }
      if (!isScalar(key)) continue;
      const name = String(key.value);
      if (keys.has(name)) {
        found.push({
          message: invalid(`"${name}" is given twice`),
          offset: startOf(key),
          hint: 'Keep one of them.',
        });
      }
      keys.add(name);
    }
  });
  return found;
}

function invalid(why: string): string {
  return `Invalid YAML: ${why}`;
}

function anchorOf(node: Node): string | undefined {
  return 'anchor' in node ? node.anchor : undefined;
}

function quotedTextAt(document: Document, end: number): number | null {
  let found: number | null = null;
  visit(document, {
    Scalar: (_, { type, range }) => {
      const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
      if (isQuoted && range && range[0] <= end && end <= range[2]) found = range[0];
    },
  });
  return found;
}

function startOf(node: unknown): number {
  return (node as Node).range?.[0] ?? 0;
}
