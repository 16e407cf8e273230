import type { LanguageFn } from 'highlight.js';
import sql from 'highlight.js/lib/languages/sql';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';

/** What a piece of code is, as far as a reader's eye cares. */
export type CodeTone = 'plain' | 'word' | 'text' | 'number' | 'quiet';

/** A stretch of a line of code in one tone. */
export interface CodePiece {
  readonly tone: CodeTone;
  readonly text: string;
}

/** The languages that are coloured. */
export type CodeLanguage = 'sql' | 'yaml' | 'plain';

/** Longer code stays plain: colouring it would hold up the page. */
const mostCharacters = 100_000;

const tones: Readonly<Record<string, CodeTone>> = {
  'hljs-keyword': 'word',
  'hljs-built_in': 'word',
  'hljs-type': 'word',
  'hljs-attr': 'word',
  'hljs-template-variable': 'word',
  'hljs-string': 'text',
  'hljs-number': 'number',
  'hljs-literal': 'number',
  'hljs-comment': 'quiet',
  'hljs-meta': 'quiet',
};

/** Words of DuckDB that standard SQL does not have. */
const duckdbWords =
  'anti asof columns describe exclude explain ilike limit materialized offset pivot positional qualify replace semi summarize try_cast unpivot';

/** Standard SQL with DuckDB's words and the parameters of a project. */
const projectSql: LanguageFn = (hljs) => {
  const standard = sql(hljs);
  return {
    ...standard,
    contains: [
      { className: 'template-variable', begin: /\{\{/, end: /\}\}/ },
      { className: 'template-variable', begin: /\$\{/, end: /\}/ },
      { beginKeywords: duckdbWords },
      ...standard.contains,
    ],
  };
};

/** YAML whose blocks of SQL are read as such. */
const projectYaml: LanguageFn = (hljs) => {
  const standard = yaml(hljs);
  return {
    ...standard,
    contains: [
      {
        begin:
          /(?<=^[ ]*(?:- )?(?:sql|transform|query):[ ]*)[|>][1-9]?[+-]?[ ]*\n( +)[^\n]*\n?(?:\1[^\n]*\n?|[ ]*\n)*/,
        subLanguage: 'sql',
      },
      ...standard.contains,
    ],
  };
};

const lowlight = createLowlight({ sql: projectSql, yaml: projectYaml });

/** Code line by line, each cut into pieces by tone; joined, they are the code again. */
export function highlightLines(code: string, language: CodeLanguage): CodePiece[][] {
  const lines: CodePiece[][] = [[]];
  const add = (tone: CodeTone, text: string): void => {
    text.split('\n').forEach((part, index) => {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ tone, text: part });
    });
  };
  if (language === 'plain' || code.length > mostCharacters) {
    add('plain', code);
    return lines;
  }
  const walk = (nodes: Nodes, tone: CodeTone): void => {
    for (const node of nodes) {
      if (node.type === 'text') add(tone, node.value);
      else if (node.type === 'element') walk(node.children, toneOf(node) ?? tone);
    }
  };
  walk(lowlight.highlight(language, code).children, 'plain');
  return lines;
}

type Nodes = ReturnType<typeof lowlight.highlight>['children'];

function toneOf({ properties }: Extract<Nodes[number], { type: 'element' }>): CodeTone | undefined {
  const names = Array.isArray(properties.className) ? properties.className : [];
  return names.map((name) => tones[name]).find((tone) => tone !== undefined);
}
