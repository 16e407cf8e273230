import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlightCode, type CodeTone } from './highlight-code';

function piecesOf(code: string, language: 'sql' | 'yaml', tone: CodeTone): string[] {
  return highlightCode(code, language)
    .filter((piece) => piece.tone === tone)
    .map((piece) => piece.text);
}

describe('highlightCode', () => {
  it('loses and adds no character, whatever the code', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('sql', 'yaml', 'plain'), (code, language) => {
        const pieces = highlightCode(code, language);
        expect(pieces.map((piece) => piece.text).join('')).toBe(code);
      }),
    );
  });

  it('knows words, texts, numbers and comments of SQL', () => {
    const code = "SELECT amount * 2 FROM orders -- all FROM here\nWHERE note <> 'it''s from 3'";
    expect(piecesOf(code, 'sql', 'word')).toEqual(['SELECT', 'FROM', 'WHERE']);
    expect(piecesOf(code, 'sql', 'text')).toEqual(["'it''s from 3'"]);
    expect(piecesOf(code, 'sql', 'number')).toEqual(['2']);
    expect(piecesOf(code, 'sql', 'quiet')).toEqual(['-- all FROM here']);
  });

  it('knows keys, texts, numbers and comments of YAML', () => {
    const code = 'kind: source # where\ntags: [a, 3]\nlist:\n  - name: "x: y"\n    url: http://a#b';
    expect(piecesOf(code, 'yaml', 'word')).toEqual(['kind', 'tags', 'list', 'name', 'url']);
    expect(piecesOf(code, 'yaml', 'text')).toEqual(['"x: y"']);
    expect(piecesOf(code, 'yaml', 'number')).toEqual(['3']);
    expect(piecesOf(code, 'yaml', 'quiet')).toEqual(['# where']);
  });
});
