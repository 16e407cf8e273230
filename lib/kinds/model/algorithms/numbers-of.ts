import { isJsonArray, type JsonValue } from '../../../util/json';

/** The numbers of a list in an artefact; what is none counts as 0. */
export function numbersOf(value: JsonValue | undefined): readonly number[] {
  return isJsonArray(value) ? value.map((entry) => (typeof entry === 'number' ? entry : 0)) : [];
}
