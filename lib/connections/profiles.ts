import type { FilePlace } from '../events/run-event';
import type { JsonObject } from '../util/json';

/** What profiles.yml says, with its variables as they are written. */
export interface Profiles {
  /** How messages call the file; null when there is none. */
  readonly file: string | null;
  /** How to reach servers, by name. */
  readonly connections: ReadonlyMap<string, JsonObject>;
  /** Params under those of every source of a type; by the type's main name, as in postgresql. */
  readonly sourceDefaults: ReadonlyMap<string, JsonObject>;
  /** What holds for every target of a materialization that doesn't say otherwise. */
  readonly materialization: JsonObject;
  /** Where a key stands in the file. */
  readonly placeOf: (path: readonly string[]) => FilePlace | null;
}

export const noProfiles: Profiles = {
  file: null,
  connections: new Map(),
  sourceDefaults: new Map(),
  materialization: {},
  placeOf: () => null,
};

const otherNames: Readonly<Record<string, string>> = { postgres: 'postgresql', jsonl: 'json' };

/** The main one of a type's names: postgres is postgresql, jsonl is json. */
export function mainTypeName(type: string): string {
  return otherNames[type] ?? type;
}
