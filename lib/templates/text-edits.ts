/** One piece of a text that was replaced: its place in the text as it was, and how long it is now. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  /** Of what stands there now. */
  readonly length: number;
}

/** A text before or after replacements, and what it takes to find the way back. */
export interface EditedText {
  readonly text: string;
  /** In order, without overlaps. */
  readonly edits: readonly TextEdit[];
}

/** Replaces pieces of a text; `pieces` are in order and don't overlap. */
export function replacePieces(
  text: string,
  pieces: readonly { readonly start: number; readonly end: number; readonly by: string }[],
): EditedText {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, by } of pieces) {
    parts.push(text.slice(at, start), by);
    at = end;
  }
  parts.push(text.slice(at));
  return {
    text: parts.join(''),
    edits: pieces.map(({ start, end, by }) => ({ start, end, length: by.length })),
  };
}

/** Where a place of the edited text was before; inside a replacement, where the replaced piece began. */
export function originOf(offset: number, edits: readonly TextEdit[]): number {
  let shift = 0;
  for (const { start, end, length } of edits) {
    const from = start + shift;
    if (offset < from) break;
    if (offset < from + length) return start;
    shift += length - (end - start);
  }
  return offset - shift;
}

/** The offset of a line and column, both from 1; at most the end of the text. */
export function offsetOf(
  text: string,
  { line, column }: { readonly line: number; readonly column: number },
): number {
  let start = 0;
  for (let number = 1; number < line; number += 1) {
    const lineBreak = text.indexOf('\n', start);
    if (lineBreak === -1) break;
    start = lineBreak + 1;
  }
  return Math.min(text.length, start + column - 1);
}

/** The line and column of an offset, both from 1. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
