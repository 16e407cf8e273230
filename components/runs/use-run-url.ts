'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';

export const runTabs = ['results', 'graph', 'timeline', 'logs'] as const;
export type RunTab = (typeof runTabs)[number];

const parsers = {
  tab: parseAsStringLiteral(runTabs).withDefault('results'),
  /** The node whose panel is open. */
  node: parseAsString,
  /** The node whose lines the log shows; none for all. */
  log: parseAsString,
};

/** What a person would share of a run's page, kept in the address. */
export function useRunUrl() {
  return useQueryStates(parsers, { history: 'replace', scroll: false, shallow: true });
}
