import type { ZodType } from 'zod';
import type { JsonObject } from '../util/json';
import { nearMatches } from '../util/near-matches';
import { didYouMean } from './did-you-mean';
import type { Findings } from './findings';
import { unknownFields } from './known-fields';
import type { YamlPlaces } from './yaml-places';

/**
 * Holds a document against its schema: what is wrong is an error, a field that is not known a warning.
 * `isOpen`: it may have fields of its own, so that only what looks like a slip is told.
 */
export function checkSchema(
  config: JsonObject,
  schema: ZodType,
  places: Pick<YamlPlaces, 'ofPath'>,
  found: Findings,
  { isOpen }: { readonly isOpen: boolean },
): void {
  const checked = schema.safeParse(config);
  for (const issue of checked.success ? [] : checked.error.issues) {
    const where = issue.path.map(String).join('.');
    const value = valueAt(config, issue.path);
    const missing = issue.path.length > 0 && value === undefined;
    found.error(
      missing ? 'missing_field' : 'invalid_field',
      missing
        ? `The field "${where}" is missing: ${issue.message}`
        : `"${where}": ${issue.message}${offending(value)}`,
      places.ofPath(issue.path),
      wordHint(issue, value),
    );
  }
  for (const { path, known } of unknownFields(schema, config)) {
    const name = String(path.at(-1));
    const near = nearMatches(name, known);
    if (near.length === 0 && (isOpen || path.length > 1)) continue;
    found.warning(
      'unknown_field',
      `The field "${path.join('.')}" is not known and has no effect.`,
      places.ofPath(path),
      near.length > 0 ? didYouMean(near) : `The fields are ${known.join(', ')}.`,
    );
  }
}

/** The value itself, where a person may not see at once which one is meant. */
function offending(value: unknown): string {
  const isShort = typeof value === 'number' || typeof value === 'boolean';
  if (isShort || (typeof value === 'string' && value.length <= 60)) {
    return `; it is ${JSON.stringify(value)}`;
  }
  return '';
}

function wordHint(issue: { readonly code?: string }, value: unknown): string | null {
  if (typeof value !== 'string' || issue.code !== 'invalid_value') return null;
  const words = (issue as { values?: readonly unknown[] }).values ?? [];
  const near = nearMatches(
    value,
    words.filter((word) => typeof word === 'string'),
  );
  return near.length > 0 ? didYouMean(near) : null;
}

function valueAt(config: JsonObject, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    config,
  );
}
