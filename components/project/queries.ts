import { queryOptions } from '@tanstack/react-query';
import type { NodeId } from '@/lib/graph/node-id';
import { readColumnLineage, readNode, readPackedProject } from './actions';
import { unpackSnapshot } from './pack-snapshot';
import { valueOrThrow } from './service-failure';

/** The project's snapshot. The stream says when it is out of date, so it never ages by itself. */
export const projectQuery = queryOptions({
  queryKey: ['project'],
  queryFn: async () => unpackSnapshot(valueOrThrow(await readPackedProject())),
  staleTime: Infinity,
});

/** One node's details, as of a version of the snapshot. */
export function nodeQuery(id: NodeId, version: string) {
  return queryOptions({
    queryKey: ['node', id, version],
    queryFn: async () => valueOrThrow(await readNode(id)),
    staleTime: Infinity,
    // While a new version is on its way the old text stays: a panel that blinks at each save can't be read.
    placeholderData: (previous) => (previous?.id === id ? previous : undefined),
  });
}

/** What the columns around a node are made from, as of a version of the snapshot. */
export function lineageQuery(id: NodeId, version: string) {
  return queryOptions({
    queryKey: ['lineage', id, version],
    queryFn: async () => valueOrThrow(await readColumnLineage(id)),
    staleTime: Infinity,
  });
}
