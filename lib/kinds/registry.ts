import { aggregation } from './aggregation';
import { exposure } from './exposure';
import { featureGroup } from './feature-group';
import type { KindDefinition } from './kind';
import { model } from './model';
import { rule } from './rule';
import { source } from './source';
import { transform } from './transform';

/** Every kind of node: a new one is a folder beside this file and a line here. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each kind has its own Config; only its executor reads it
const definitions: readonly KindDefinition<any>[] = [
  source,
  transform,
  featureGroup,
  aggregation,
  model,
  rule,
  exposure,
];

export const kinds: ReadonlyMap<string, (typeof definitions)[number]> = new Map(
  definitions.map((definition) => [definition.kind, definition]),
);
