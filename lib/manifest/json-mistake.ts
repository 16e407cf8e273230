/** Where a text stops being JSON, and why. Lines and columns start at 1. */
export interface JsonMistake {
  readonly line: number;
  readonly column: number;
  readonly why: string;
}

/** What `JSON.parse` had to say of a text, with the place of the mistake. */
export function jsonMistake(text: string, error: unknown): JsonMistake {
  const message = error instanceof Error ? error.message : String(error);
  const before = text.slice(0, offsetIn(message) ?? firstBadOffset(text));
  const lastBreak = before.lastIndexOf('\n');
  return {
    line: before.split('\n').length,
    column: before.length - lastBreak,
    // Without the engine's own idea of the place, and without its quotation of the file.
    why: message
      .replace(/( in JSON)? at position \d+.*$/s, '')
      .replace(/, ".*" is not valid JSON$/s, '')
      .replace(/, \.\.\.".*" is not valid JSON$/s, ''),
  };
}

function offsetIn(message: string): number | null {
  const offset = / at position (\d+)/.exec(message)?.[1];
  return offset === undefined ? null : Number(offset);
}

/**
 * The engine keeps the place of an unexpected character to itself. But a text that is sound up to its
 * end fails in another way, so halving finds the shortest one that doesn't.
 */
function firstBadOffset(text: string): number {
  let sound = 0;
  let bad = text.length + 1;
  while (bad - sound > 1) {
    const length = (sound + bad) >> 1;
    if (isSoundSoFar(text.slice(0, length))) sound = length;
    else bad = length;
  }
  return sound;
}

function isSoundSoFar(start: string): boolean {
  try {
    JSON.parse(start);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const offset = offsetIn(message);
    return offset === null ? message.includes('end of JSON') : offset >= start.length;
  }
}
