'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import type { Comparison } from '@/lib/service/comparing/compare-with';
import type { ServiceError } from '@/lib/service/service-error';
import { comparisonQuery } from '../project/queries';
import { problemOf } from '../project/service-failure';

/** What the graph is compared with. */
export interface CompareState {
  /** As in the address; empty for the last finished run. */
  readonly base: string;
  readonly setBase: (base: string) => void;
  /** Null while it is compared with the last finished run, or the answer is on its way. */
  readonly comparison: Comparison | null;
  readonly problem: ServiceError | null;
}

export function useCompare(
  /** Of the project's snapshot. */
  version: string,
): CompareState {
  const [base, setBase] = useQueryState('base', parseAsString.withDefault(''));
  const query = useQuery(comparisonQuery(base, version));
  return {
    base,
    setBase: (next) => void setBase(next === '' ? null : next, { history: 'push' }),
    comparison: base === '' ? null : (query.data ?? null),
    problem: base === '' || query.error === null ? null : problemOf(query.error),
  };
}
