import type { EngineError } from '../engine/engine-error';
import type { Statement } from '../engine/split-statements';
import { lineAndColumn, offsetOf, originOf, type EditedText } from '../templates/text-edits';
import type { WrittenText } from './kind';

/** A line and a column, both from 1. */
export interface SqlPlace {
  readonly line: number;
  readonly column: number;
}

/**
 * The way from SQL that runs back to SQL as it was written: before references became views, and before
 * that expressions became values.
 */
export class WrittenSql {
  readonly #ran: EditedText;
  readonly #written: WrittenText;

  /** `ran`: after references were resolved. */
  constructor(ran: EditedText, written: WrittenText) {
    this.#ran = ran;
    this.#written = written;
  }

  /** Of a place in one of the statements; its beginning when no place is known. */
  placeOf(statement: Statement, at: EngineError['at']): SqlPlace {
    const { line, column } = at ?? { line: 1, column: 1 };
    const offset = offsetOf(this.#ran.text, {
      line: statement.line + line - 1,
      column: line === 1 ? statement.column + column - 1 : column,
    });
    return writtenPlace(originOf(offset, this.#ran.edits), this.#written);
  }
}

/** Of an offset in a text whose expressions have their values. */
export function writtenPlace(offset: number, { text, edits }: WrittenText): SqlPlace {
  return lineAndColumn(text, originOf(offset, edits));
}
