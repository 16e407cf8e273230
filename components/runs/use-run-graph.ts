'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Graph } from '@/lib/graph/graph';
import type { RunGraph } from '@/lib/service/history/run-graph';
import { runGraphQuery } from './queries';

/** The graph that a run had. */
export interface PastGraph extends RunGraph {
  readonly graph: Graph;
}

/** Null when its manifest isn't kept; undefined while it is on its way. */
export function useRunGraph(runId: string): PastGraph | null | undefined {
  const { data } = useQuery(runGraphQuery(runId));
  return useMemo(() => {
    if (data === undefined || data === null) return data;
    const ids = data.snapshot.nodes.map((node) => node.id);
    return { ...data, graph: Graph.of(ids, data.snapshot.edges) };
  }, [data]);
}
