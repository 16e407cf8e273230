import { queryOptions } from '@tanstack/react-query';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import type { NodeId } from '@/lib/graph/node-id';
import {
  readColumnLineage,
  readComparison,
  readFields,
  readNode,
  readPackedProject,
} from './actions';
import { unpackSnapshot } from './pack-snapshot';
import { valueOrThrow } from './service-failure';

/** The project's snapshot. The stream says when it is out of date, so it never ages by itself. */
export const projectQuery = queryOptions({
  queryKey: ['project'],
  queryFn: async ({ client }): Promise<ProjectSnapshot> => {
    const known = client.getQueryData<ProjectSnapshot>(['project']);
    const packed = valueOrThrow(await readPackedProject(known?.version ?? null));
    if (packed !== null) return unpackSnapshot(packed);
    if (known === undefined) throw new Error('The server left out a snapshot that was not known.');
    return known;
  },
  staleTime: Infinity,
  // Comparing all of 10,000 nodes with what was there takes longer than drawing those that are seen.
  structuralSharing: false,
});

/** One node's details, as of a version of the snapshot, and what differs from a base. */
export function nodeQuery(id: NodeId, version: string, base: string) {
  return queryOptions({
    queryKey: ['node', id, version, base],
    queryFn: async () => valueOrThrow(await readNode(id, base)),
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

/** What differs between the project and a base; null when there is nothing to compare with. */
export function comparisonQuery(base: string, version: string) {
  return queryOptions({
    queryKey: ['comparison', base, version],
    queryFn: async () => valueOrThrow(await readComparison(base)),
    enabled: base !== '',
    staleTime: Infinity,
    placeholderData: (previous) => previous,
  });
}

/** What the fields of a kind mean, which only another version of the program changes. */
export function fieldsQuery(kind: string) {
  return queryOptions({
    queryKey: ['fields', kind],
    queryFn: async () => valueOrThrow(await readFields(kind)),
    staleTime: Infinity,
  });
}
