import { InvalidArgumentError } from 'commander';
import { isRunId } from '../events/run-id';
import type { Partition } from '../planner/partition';
import { parseDay } from '../templates/calendar-day';
import { isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { parseBytes } from '../project/parse-bytes';

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

/** `2/3`: the second of three. */
export function partition(value: string): Partition {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  const part = { index: Number(index), count: Number(count) };
  if (index === undefined || part.index < 1 || part.index > part.count) {
    throw new InvalidArgumentError('Expected a part and the number of parts, as in 2/3.');
  }
  return part;
}

export function runId(value: string): string {
  if (!isRunId(value)) {
    throw new InvalidArgumentError('Expected letters, digits, "-" and "_" only, at most 80.');
  }
  return value;
}

/** `2026-01-31`, with a time or without. */
export function dayOrTime(value: string): string {
  if (parseDay(value) === null) {
    throw new InvalidArgumentError('Expected a day of the calendar, as in 2026-01-31.');
  }
  return value;
}

export function jsonObject(value: string): JsonObject {
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(value) as JsonValue;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InvalidArgumentError(`--params is not valid JSON: ${why}`);
  }
  if (!isJsonObject(parsed)) {
    throw new InvalidArgumentError(
      `--params must be a JSON object, as in '{"min_amount": 5}', not ${JSON.stringify(parsed)}.`,
    );
  }
  return parsed;
}

/** `500MB`, as DuckDB counts them. */
export function byteSize(value: string): number {
  const bytes = parseBytes(value);
  if (bytes === null) throw new InvalidArgumentError('Expected a size, as in 500MB or 1.5GiB.');
  return bytes;
}
