import type { EngineRow } from '../../engine/connection';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionFailure } from '../kind';

/** The label column as classes. */
export interface Labels {
  /** 0, 1, or null for a row without a label. */
  readonly values: readonly (number | null)[];
  /** How the two classes are called in the data; the second is class 1. */
  readonly classes: readonly [string, string];
}

/** Reads the texts of a column as two classes in the order of their values. Each needs a row to learn and one to measure. */
export function readLabels(
  rows: readonly EngineRow[],
  column: string,
): Result<Labels, ExecutionFailure> {
  const counts = new Map<string, number>();
  const texts = rows.map((row) => {
    const text = row[column];
    if (typeof text !== 'string') return null;
    counts.set(text, (counts.get(text) ?? 0) + 1);
    return text;
  });
  const [first, second, ...more] = [...counts.keys()].sort(byValue);
  if (first === undefined || second === undefined || more.length > 0) {
    const found = counts.size > 5 ? `${String(counts.size)} values` : [...counts.keys()].join(', ');
    return err({
      code: 'unusable_label',
      message: `The label ${column} must have two values; it has ${found === '' ? 'none' : found}.`,
      hint: 'Make a column of 0 and 1 in SQL, and name it as label_column.',
    });
  }
  const rare = [first, second].filter((text) => (counts.get(text) ?? 0) < 2);
  if (rare.length > 0) {
    return err({
      code: 'unusable_label',
      message: `The label ${column} has only one row with ${rare.join(' and with ')}.`,
      hint: 'Train on more data: each class needs a row to learn from and one to measure.',
    });
  }
  const values = texts.map((text) => (text === null ? null : text === second ? 1 : 0));
  return ok({ values, classes: [first, second] });
}

function byValue(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? (a < b ? -1 : 1) : difference;
}
