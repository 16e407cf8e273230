import { queryOptions } from '@tanstack/react-query';
import type { OutputView, Page } from '@/lib/data/ask';
import type { NodeId } from '@/lib/graph/node-id';
import { valueOrThrow } from '../project/service-failure';
import { readOutputState, readQuality, readRowFlow, readRowNotes } from './actions';
import { askData } from './ask-data';

/** Rows of a page: enough for a screen and a half, few enough to come at once. */
export const pageRows = 200;

// Everything is keyed by the version of the project: a run that built something anew asks for it again.

export function outputStateQuery(id: NodeId, version: string) {
  return queryOptions({
    queryKey: ['output-state', id, version],
    queryFn: async () => valueOrThrow(await readOutputState(id)),
    staleTime: Infinity,
  });
}

/** One page of a view, by its number. */
export function pageQuery(
  view: OutputView,
  columns: readonly string[] | null,
  page: number,
  version: string,
) {
  return queryOptions({
    queryKey: ['output-page', view, columns, page, version],
    queryFn: ({ signal }) =>
      askData(
        {
          type: 'page',
          output: view.output,
          filters: [...view.filters],
          sort: [...view.sort],
          columns: columns === null ? null : [...columns],
          offset: page * pageRows,
          limit: pageRows,
        },
        signal,
      ),
    select: withCuts,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
}

/** The page with its cut values found by their row. */
function withCuts(
  page: Page,
): Page & { readonly cutByRow: ReadonlyMap<number, ReadonlySet<number>> } {
  const cutByRow = new Map<number, Set<number>>();
  for (const [row, column] of page.cut) {
    const known = cutByRow.get(row);
    if (known === undefined) cutByRow.set(row, new Set([column]));
    else known.add(column);
  }
  return { ...page, cutByRow };
}

export function profileQuery(output: NodeId, version: string) {
  return queryOptions({
    queryKey: ['output-profile', output, version],
    queryFn: ({ signal }) => askData({ type: 'profile', output }, signal),
    staleTime: Infinity,
    retry: false,
  });
}

export function schemaQuery(output: NodeId, version: string) {
  return queryOptions({
    queryKey: ['output-schema', output, version],
    queryFn: ({ signal }) => askData({ type: 'schema', output }, signal),
    staleTime: Infinity,
    retry: false,
  });
}

/** Every table that a query can read, with its columns. */
export function tablesQuery(version: string) {
  return queryOptions({
    queryKey: ['query-tables', version],
    queryFn: ({ signal }) => askData({ type: 'tables' }, signal),
    staleTime: Infinity,
  });
}

export function qualityQuery(version: string) {
  return queryOptions({
    queryKey: ['quality', version],
    queryFn: async () => valueOrThrow(await readQuality()),
    staleTime: Infinity,
    placeholderData: (previous) => previous,
  });
}

/** Rows along the edges, for whoever draws the graph. */
export function rowFlowQuery(version: string) {
  return queryOptions({
    queryKey: ['row-flow', version],
    queryFn: async () => valueOrThrow(await readRowFlow()),
    staleTime: Infinity,
  });
}

/** Which nodes left unexpectedly few rows when they were last built. */
export function rowNotesQuery(version: string) {
  return queryOptions({
    queryKey: ['row-notes', version],
    queryFn: async () => valueOrThrow(await readRowNotes()),
    staleTime: Infinity,
    placeholderData: (previous) => previous,
  });
}
