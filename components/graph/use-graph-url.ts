'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { freshnessOrder } from '../ui/status';

const parsers = {
  /** Selected nodes; the panel shows the last one. */
  node: parseAsArrayOf(parseAsString).withDefault([]),
  /** Text to look for. */
  q: parseAsString.withDefault(''),
  /** States to look for. */
  show: parseAsArrayOf(parseAsStringLiteral(freshnessOrder)).withDefault([]),
  /** What the panel shows of the node: the id of one of its tabs. */
  tab: parseAsString.withDefault('overview'),
};

/** What a person would share of the graph page, kept in the address. */
export function useGraphUrl() {
  return useQueryStates(parsers, { history: 'replace', scroll: false, shallow: true });
}
