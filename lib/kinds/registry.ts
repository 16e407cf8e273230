import { aggregation } from './aggregation';
import { exposure } from './exposure';
import { featureGroup } from './feature-group';
import type { KindDefinition } from './kind';
import { metric } from './metric';
import { model } from './model';
import { profile } from './profile';
import { rule } from './rule';
import { secondOrderAggregation } from './second-order-aggregation';
import { semanticModel } from './semantic-model';
import { source } from './source';
import { transform } from './transform';

/** A kind of which nothing more is known; only its own schema and executor know its Config. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each kind has its own Config; only its executor reads it
export type AnyKind = KindDefinition<any>;

/** Every kind of node: a new one is a folder beside this file and a line here. */
const definitions: readonly AnyKind[] = [
  source,
  transform,
  featureGroup,
  aggregation,
  secondOrderAggregation,
  model,
  rule,
  exposure,
  profile,
  semanticModel,
  metric,
];

const registered = new Map(definitions.map((definition) => [definition.kind, definition]));

/** Those that come with us, and those that a project or a program has added. */
export const kinds: ReadonlyMap<string, AnyKind> = registered;

/** Whether a project or a program has added a kind, or put its own in the place of ours. */
export function isOfProject(kind: string): boolean {
  const now = registered.get(kind);
  return now !== undefined && !definitions.includes(now);
}

/**
 * Adds a kind of node, or replaces one, for everything that this process does from now on. Returns a
 * function that takes it back.
 */
export function registerKind<Config>(definition: KindDefinition<Config>): () => void {
  const { kind } = definition;
  if (!/^[a-z][a-z0-9_]*$/.test(kind)) {
    throw new Error(
      `"${kind}" can't be the name of a kind: use small letters, digits and "_", as in http_source.`,
    );
  }
  const before = registered.get(kind);
  registered.set(kind, definition);
  return () => {
    if (registered.get(kind) !== definition) return;
    if (before === undefined) registered.delete(kind);
    else registered.set(kind, before);
  };
}
