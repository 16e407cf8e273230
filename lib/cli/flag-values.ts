import { InvalidArgumentError } from 'commander';
import { isRunId } from '../events/run-id';

/** Comma lists and repeated options alike: `--nodes a,b --nodes c`. */
export function list(value: string, before: readonly string[] = []): string[] {
  const items = value.split(',').map((item) => item.trim());
  if (items.includes('')) throw new InvalidArgumentError('Expected names separated by commas.');
  return [...before, ...items];
}

export function wholeNumber(least: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() === '' || !Number.isInteger(number) || number < least) {
      throw new InvalidArgumentError(`Expected a whole number of at least ${String(least)}.`);
    }
    return number;
  };
}

export function runId(value: string): string {
  if (!isRunId(value)) {
    throw new InvalidArgumentError('Expected letters, digits, "-" and "_" only, at most 80.');
  }
  return value;
}
