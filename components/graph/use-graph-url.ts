'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { freshnessOrder } from '../ui/status';

export const panelTabs = ['overview', 'sql', 'yaml', 'config', 'runs'] as const;
export type PanelTab = (typeof panelTabs)[number];

const parsers = {
  /** Selected nodes; the panel shows the last one. */
  node: parseAsArrayOf(parseAsString).withDefault([]),
  /** Text to look for. */
  q: parseAsString.withDefault(''),
  /** States to look for. */
  show: parseAsArrayOf(parseAsStringLiteral(freshnessOrder)).withDefault([]),
  /** What the panel shows of the node. */
  tab: parseAsStringLiteral(panelTabs).withDefault('overview'),
};

/** What a person would share of the graph page, kept in the address. */
export function useGraphUrl() {
  return useQueryStates(parsers, { history: 'replace', scroll: false, shallow: true });
}
