import type { FieldChange } from './field-change';
import type { JsonValue } from '../util/json';
import { maskSecrets } from '../util/mask-secrets';

/** The change with passwords and keys covered on both sides. */
export function maskChange({ path, before, after }: FieldChange): FieldChange {
  const name = path.split('.').at(-1) ?? path;
  const masked = (value: JsonValue | undefined): JsonValue | undefined =>
    value === undefined ? undefined : maskSecrets({ [name]: value })[name];
  return { path, before: masked(before), after: masked(after) };
}
