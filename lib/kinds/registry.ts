import type { KindDefinition } from './kind';

/** Every kind of node: a new one is a folder beside this file and a line here. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each kind has its own Config; only its executor reads it
const definitions: readonly KindDefinition<any>[] = [];

export const kinds: ReadonlyMap<string, (typeof definitions)[number]> = new Map(
  definitions.map((definition) => [definition.kind, definition]),
);
