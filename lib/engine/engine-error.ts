/** An error of DuckDB, with the place in the SQL text when DuckDB knows it. */
export class EngineError extends Error {
  /** Where in the SQL that was handed over; lines and columns start at 1. */
  readonly at: { readonly line: number; readonly column: number } | null;
  readonly interrupted: boolean;

  constructor(message: string, at: EngineError['at'], interrupted: boolean) {
    super(message);
    this.at = at;
    this.interrupted = interrupted;
  }
}

/**
 * DuckDB ends a message with the offending line and a caret below the column:
 *
 *     LINE 2:   bb
 *               ^
 *
 * Long lines are cut with "..." on the left, and then the column is not known.
 */
export function toEngineError(error: unknown): EngineError {
  const text = error instanceof Error ? error.message : String(error);
  const interrupted = text.startsWith('INTERRUPT');
  const found = /\n+(LINE (\d+): )(.*)\n([ ]*)\^\s*$/.exec(text);
  if (found === null) return new EngineError(text.trim(), null, interrupted);
  const [block, prefix = '', line = '1', excerpt = '', caret = ''] = found;
  const column = excerpt.startsWith('...') ? 1 : caret.length - prefix.length + 1;
  return new EngineError(
    text.slice(0, -block.length).trim(),
    { line: Number(line), column: Math.max(1, column) },
    interrupted,
  );
}
