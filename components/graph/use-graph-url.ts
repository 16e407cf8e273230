'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { freshnessOrder } from '../ui/freshness-states';

/** How the nodes are drawn. */
export const viewModes = ['graph', 'list', 'tree', 'both'] as const;
export type ViewMode = (typeof viewModes)[number];

const parsers = {
  /** Selected nodes; the panel shows the last one. */
  node: parseAsArrayOf(parseAsString).withDefault([]),
  /** A selector: what is looked for. */
  select: parseAsString.withDefault(''),
  /** States to look for. */
  show: parseAsArrayOf(parseAsStringLiteral(freshnessOrder)).withDefault([]),
  /** The same nodes drawn as a graph, as rows, or both. */
  view: parseAsStringLiteral(viewModes).withDefault('graph'),
  /** What the panel shows of the node: the id of one of its tabs. */
  tab: parseAsString.withDefault('overview'),
};

/** What a person would share of the graph page, kept in the address. */
export function useGraphUrl() {
  return useQueryStates(parsers, { history: 'replace', scroll: false, shallow: true });
}
