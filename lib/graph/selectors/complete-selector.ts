import { printName } from './print-selector';
import { stateWords, statusWords } from './selector';

/** What there is to complete with. */
export interface SelectorVocabulary {
  /** `as`: how it is written when the short name alone would not be enough. */
  readonly nodes: readonly { readonly id: string; readonly name: string; readonly as?: string }[];
  readonly kinds: readonly string[];
  readonly tags: readonly string[];
  readonly owners: readonly string[];
  /** Files and folders of the project. */
  readonly paths: readonly string[];
}

export interface Completion {
  /** As the list shows it. */
  readonly label: string;
  /** What takes the place of the text between `from` and `to`. */
  readonly insert: string;
  readonly what: 'node' | 'condition' | 'value';
  /** A word about it; empty for none. */
  readonly detail: string;
}

/** `from` and `to` count characters of the selector's text. */
export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
}

const conditions: readonly (readonly [string, string])[] = [
  ['kind:', 'nodes of a kind'],
  ['tag:', 'nodes with a tag'],
  ['owner:', 'nodes of an owner'],
  ['path:', 'nodes by file or folder'],
  ['state:', 'compared with what was last built'],
  ['status:', 'how they ended last'],
];

/** How to go on at the caret: names, conditions, and after a colon the values of the condition. */
export function completeSelector(
  text: string,
  caret: number,
  vocabulary: SelectorVocabulary,
  limit = 16,
): Completions {
  const before = /[^\s,]*$/.exec(text.slice(0, caret))?.[0] ?? '';
  const after = /^[^\s,+]*/.exec(text.slice(caret))?.[0] ?? '';
  const operator = /^(?:@|\d*\+)/.exec(before)?.[0] ?? '';
  const word = before.slice(operator.length).replace(/^["']/, '');
  const at = { from: caret - before.length + operator.length, to: caret + after.length };
  const colon = word.indexOf(':');
  const options =
    colon < 0
      ? [...nameOptions(word, vocabulary), ...conditionOptions(word)]
      : valueOptions(word.slice(0, colon), word.slice(colon + 1), vocabulary);
  return { ...at, options: options.slice(0, limit) };
}

/** Names that begin so come before those that only hold the word. */
function nameOptions(word: string, { nodes }: SelectorVocabulary): Completion[] {
  if (word === '') return [];
  const needle = word.toLowerCase();
  const ranked = nodes.flatMap((node) => {
    const [name, id] = [node.name.toLowerCase(), node.id.toLowerCase()];
    if (name.startsWith(needle)) return [{ node, rank: 0 }];
    if (id.startsWith(needle)) return [{ node, rank: 1 }];
    return id.includes(needle) ? [{ node, rank: 2 }] : [];
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ node }) => ({
      label: node.id,
      insert: printName(node.as ?? node.id),
      what: 'node',
      detail: '',
    }));
}

function conditionOptions(word: string): Completion[] {
  return conditions
    .filter(([name]) => name.startsWith(word.toLowerCase()))
    .map(([name, detail]) => ({ label: name, insert: name, what: 'condition', detail }));
}

function valueOptions(method: string, typed: string, vocabulary: SelectorVocabulary): Completion[] {
  const needle = typed.replace(/^["']/, '').toLowerCase();
  const values = valuesOf(method, vocabulary).filter((value) =>
    value.toLowerCase().includes(needle),
  );
  return values
    .toSorted(
      (a, b) =>
        Number(b.toLowerCase().startsWith(needle)) - Number(a.toLowerCase().startsWith(needle)),
    )
    .map((value) => ({
      label: value,
      insert: `${method}:${quoteValue(value)}`,
      what: 'value',
      detail: '',
    }));
}

function valuesOf(method: string, vocabulary: SelectorVocabulary): readonly string[] {
  switch (method) {
    case 'kind':
    case 'type':
      return vocabulary.kinds;
    case 'tag':
      return vocabulary.tags;
    case 'owner':
      return vocabulary.owners;
    case 'path':
      return vocabulary.paths;
    case 'state':
      return stateWords;
    case 'status':
    case 'result':
      return statusWords;
    default:
      return [];
  }
}

function quoteValue(value: string): string {
  return /[\s,+]|^["']/.test(value) ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value;
}
