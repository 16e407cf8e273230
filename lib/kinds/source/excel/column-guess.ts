import type { CellObject } from '@e965/xlsx';
import type { EngineValue } from '../../../engine/connection';

type Type = 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'DATE' | 'TIME' | 'TIMESTAMP' | 'VARCHAR';

/** Finds the type that all values of a column have, and gives each value as that type. */
export class ColumnGuess {
  readonly #isDate1904: boolean;
  readonly #found = new Set<Type>();

  /** `isDate1904`: days are counted from 1904, as on old Macintoshes, and not from 1900. */
  constructor(isDate1904: boolean) {
    this.#isDate1904 = isDate1904;
  }

  look(cell: CellObject | undefined): void {
    const type = this.#typeOf(cell);
    if (type !== null) this.#found.add(type);
  }

  get type(): Type {
    const [first, ...others] = this.#found;
    if (first === undefined) return 'VARCHAR';
    if (others.length === 0) return first;
    const all = [first, ...others];
    if (all.every((type) => type === 'BIGINT' || type === 'DOUBLE')) return 'DOUBLE';
    if (all.every((type) => type === 'DATE' || type === 'TIMESTAMP')) return 'TIMESTAMP';
    return 'VARCHAR';
  }

  /** The type in which values are added to a table: what needs a cast comes as text. */
  get stored(): 'BIGINT' | 'DOUBLE' | 'VARCHAR' {
    const { type } = this;
    return type === 'BIGINT' || type === 'DOUBLE' ? type : 'VARCHAR';
  }

  value(cell: CellObject | undefined): EngineValue {
    const own = this.#typeOf(cell);
    if (own === null || cell?.v === undefined) return null;
    const { v } = cell;
    const { type } = this;
    if (typeof v === 'number') {
      if (type === 'BIGINT') return BigInt(v);
      if (type === 'DOUBLE') return v;
      return own === 'DATE' || own === 'TIME' || own === 'TIMESTAMP'
        ? this.#dateText(v, type === 'VARCHAR' ? own : type)
        : String(v);
    }
    return String(v);
  }

  /** Null for an empty cell, and for one that holds an error such as #N/A. */
  #typeOf(cell: CellObject | undefined): Type | null {
    if (cell === undefined || cell.v === undefined) return null;
    switch (cell.t) {
      case 'b':
        return 'BOOLEAN';
      case 'n': {
        const number = Number(cell.v);
        const format = typeof cell.z === 'string' ? cell.z : '';
        if (format !== '' && isDateFormat(format)) {
          if (number < 1) return 'TIME';
          return Number.isInteger(number) ? 'DATE' : 'TIMESTAMP';
        }
        return Number.isSafeInteger(number) ? 'BIGINT' : 'DOUBLE';
      }
      case 's':
        return cell.v === '' ? null : 'VARCHAR';
      case 'd':
      case 'e':
      case 'z':
        return null;
    }
  }

  #dateText(serial: number, type: Type): string | null {
    // Days since 1970-01-01; Excel counts a 29 February in 1900, which never was.
    const days =
      serial + (this.#isDate1904 ? 1462 : 0) - (serial < 60 && !this.#isDate1904 ? 25_568 : 25_569);
    const ms = Math.round(days * 86_400_000);
    if (!Number.isSafeInteger(ms) || Math.abs(ms) > 8.64e15) return null;
    const [date = '', time = ''] = new Date(ms).toISOString().slice(0, -1).split('T');
    const clock = time.replace(/\.000$/, '');
    if (type === 'TIME') return clock;
    return type === 'DATE' ? date : `${date} ${clock}`;
  }
}

/** Whether a number's format shows it as a date or a time. Text in quotes and colours in brackets say nothing. */
function isDateFormat(format: string): boolean {
  const [positive = ''] = format.split(';');
  const bare = positive.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[ymdhs]/i.test(bare) && !/^general$/i.test(bare.trim());
}
