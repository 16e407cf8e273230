'use client';

import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { runViewKey, runViewQuery } from './queries';

/** A run as its events tell it, live while it goes on; none without an id. */
export function useRunView(runId: string | null) {
  const client = useQueryClient();
  return useQuery(
    runId === null ? { queryKey: runViewKey(''), queryFn: skipToken } : runViewQuery(client, runId),
  );
}
