import type { EngineRow } from '../../engine/connection';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionFailure } from '../kind';

/** A label with more values than this is rather a number than a class. */
const mostClasses = 50;

/** The label column, ready to be learned. */
export interface Labels {
  /** The number of the class, or the value to predict; null for a row without a label. */
  readonly targets: readonly (number | null)[];
  /** How the classes are called in the data, in order; empty for a regression. */
  readonly classes: readonly string[];
}

/** Reads the texts of a column as classes in the order of their values. Each needs a row to learn and one to measure. */
export function readClasses(
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
  const classes = [...counts.keys()].sort(byValue);
  if (classes.length < 2 || classes.length > mostClasses) {
    const found = classes.length > 5 ? `${String(classes.length)} values` : classes.join(', ');
    return err({
      code: 'unusable_label',
      message: `The label ${column} must have two to ${String(mostClasses)} values; it has ${found === '' ? 'none' : found}.`,
      hint:
        classes.length > mostClasses
          ? 'Predict it with a regression, as linear_regression is one, or make classes of it in SQL.'
          : 'Make a column of classes in SQL, and name it as label_column.',
    });
  }
  const rare = classes.filter((text) => (counts.get(text) ?? 0) < 2);
  if (rare.length > 0) {
    return err({
      code: 'unusable_label',
      message: `The label ${column} has only one row with ${rare.join(' and with ')}.`,
      hint: 'Train on more data: each class needs a row to learn from and one to measure.',
    });
  }
  const numbers = new Map(classes.map((text, at) => [text, at]));
  const targets = texts.map((text) => (text === null ? null : (numbers.get(text) ?? null)));
  return ok({ targets, classes });
}

/** Reads the texts of a column as numbers to predict. */
export function readNumbers(
  rows: readonly EngineRow[],
  column: string,
): Result<Labels, ExecutionFailure> {
  const targets: (number | null)[] = [];
  for (const row of rows) {
    const text = row[column];
    const number = typeof text === 'string' ? numberOf(text) : null;
    if (number !== null && Number.isNaN(number)) {
      return err({
        code: 'unusable_label',
        message: `The label ${column} must be a number for a regression; it has ${JSON.stringify(text)}.`,
        hint: 'Cast it in SQL, or learn classes, as logistic_regression does.',
      });
    }
    targets.push(number !== null && Number.isFinite(number) ? number : null);
  }
  if (targets.filter((target) => target !== null).length < 3) {
    return err({
      code: 'unusable_label',
      message: `The label ${column} has fewer than three rows with a number.`,
      hint: 'Train on more data.',
    });
  }
  return ok({ targets, classes: [] });
}

function numberOf(text: string): number {
  if (text === 'true') return 1;
  if (text === 'false') return 0;
  return /^-?inf/i.test(text) ? Infinity : Number(text);
}

function byValue(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? (a < b ? -1 : 1) : difference;
}
