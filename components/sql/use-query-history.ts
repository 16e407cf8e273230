'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, set } from 'idb-keyval';
import { withQuery, type PastQuery } from './query-history';

const keyOf = (directory: string): string => `queries of ${directory}`;

/** The queries of this project that were run in this browser; they stay there and go nowhere else. */
export function useQueryHistory(directory: string | null) {
  const client = useQueryClient();
  const queryKey = ['query-history', directory];
  const history = useQuery({
    queryKey,
    queryFn: async () => (await get<readonly PastQuery[]>(keyOf(directory ?? ''))) ?? [],
    enabled: directory !== null,
    staleTime: Infinity,
    // A browser that keeps nothing, as in private windows, only forgets.
    retry: false,
  });
  const keep = async (past: readonly PastQuery[]): Promise<void> => {
    client.setQueryData(queryKey, past);
    await set(keyOf(directory ?? ''), past).catch(() => undefined);
  };
  const add = useMutation({
    mutationFn: (query: PastQuery) =>
      keep(withQuery(client.getQueryData<readonly PastQuery[]>(queryKey) ?? [], query)),
  });
  return {
    past: history.data ?? [],
    add: (query: PastQuery) => add.mutate(query),
    clear: () => void keep([]),
  };
}
