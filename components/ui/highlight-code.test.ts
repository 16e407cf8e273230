import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlightLines, type CodeTone } from './highlight-code';

function piecesOf(code: string, language: 'sql' | 'yaml', tone: CodeTone): string[] {
  return highlightLines(code, language)
    .flat()
    .filter((piece) => piece.tone === tone)
    .map((piece) => piece.text);
}

describe('highlightLines', () => {
  it('loses and adds no character, whatever the code', () => {
    const code = fc.array(
      fc.oneof(fc.string(), fc.constantFrom('transform: |\n', '  SELECT 1', '\n', "'", '{{', ': ')),
    );
    fc.assert(
      fc.property(code, fc.constantFrom('sql', 'yaml', 'plain'), (parts, language) => {
        const lines = highlightLines(parts.join(''), language);
        const joined = lines.map((pieces) => pieces.map(({ text }) => text).join(''));
        expect(joined.join('\n')).toBe(parts.join(''));
      }),
    );
  });

  it('knows words, texts, numbers and comments of SQL', () => {
    const code =
      "SELECT amount * 2 FROM orders -- all FROM here\nWHERE note <> 'it''s from 3' QUALIFY x < {{ n }}";
    expect(piecesOf(code, 'sql', 'word')).toEqual([
      'SELECT',
      'FROM',
      'WHERE',
      'QUALIFY',
      '{{ n }}',
    ]);
    expect(piecesOf(code, 'sql', 'text').join('')).toBe("'it''s from 3'");
    expect(piecesOf(code, 'sql', 'number')).toEqual(['2']);
    expect(piecesOf(code, 'sql', 'quiet')).toEqual(['-- all FROM here']);
  });

  it('knows keys, texts, numbers and comments of YAML', () => {
    const code = 'kind: source # where\ntags: [a, 3]\nlist:\n  - name: "x: y"\n    on: true';
    expect(piecesOf(code, 'yaml', 'word')).toEqual(['kind:', 'tags:', 'list:', 'name:', 'on:']);
    expect(piecesOf(code, 'yaml', 'text')).toEqual(['source', 'a', '"x: y"']);
    expect(piecesOf(code, 'yaml', 'number')).toEqual(['3', 'true']);
    expect(piecesOf(code, 'yaml', 'quiet')).toEqual(['# where']);
  });

  it('reads the SQL of a YAML document as SQL, and no other block', () => {
    const code =
      'description: |\n  where it is from\ntransform: |\n  SELECT 1\n\n  FROM orders\ntags: []\n';
    expect(piecesOf(code, 'yaml', 'word')).toEqual([
      'description:',
      'transform:',
      'SELECT',
      'FROM',
      'tags:',
    ]);
    expect(piecesOf(code, 'yaml', 'number')).toEqual(['1']);
  });

  it('leaves what is very long plain', () => {
    const code = 'SELECT 1\n'.repeat(20_000);
    expect(piecesOf(code, 'sql', 'word')).toEqual([]);
    expect(highlightLines(code, 'sql')).toHaveLength(20_001);
  });
});
