'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { treeModes } from './build-tree';

const parsers = {
  /** Column and direction, as in `duration.desc`; empty for the order of the pipeline. */
  sort: parseAsString.withDefault(''),
  /** What the tree is arranged by. */
  tree: parseAsStringLiteral(treeModes).withDefault('folder'),
  /** Lines of the tree that are folded. */
  fold: parseAsArrayOf(parseAsString).withDefault([]),
};

/** What a person would share of the list and the tree, kept in the address. */
export function useListUrl() {
  return useQueryStates(parsers, { history: 'replace', scroll: false, shallow: true });
}
