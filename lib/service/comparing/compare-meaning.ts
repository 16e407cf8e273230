import {
  compareManifests,
  fieldChanges,
  type ManifestDiff,
  type NodeChange,
} from '../../diff/compare-manifests';
import type { FieldChange } from '../../diff/field-change';
import type { Manifest, ManifestNode } from '../../manifest/manifest';
import { SqlMeaning } from '../planning/sql-meaning';

/**
 * What differs between two manifests, without SQL that reads differently and means the same: whoever tells
 * of changes says what a plan does with them.
 */
export async function compareMeaning(before: Manifest, after: Manifest): Promise<ManifestDiff> {
  const diff = compareManifests(before, after);
  return withMeaning(async (real) => {
    const modifiedNodes: NodeChange[] = [];
    for (const { nodeId, fields } of diff.modifiedNodes) {
      const left = await real(fields);
      if (left.length > 0) modifiedNodes.push({ nodeId, fields: left });
    }
    return { ...diff, modifiedNodes };
  });
}

/** The same of one node. */
export function compareNodeMeaning(
  before: ManifestNode,
  after: ManifestNode,
): Promise<readonly FieldChange[]> {
  return withMeaning((real) => real(fieldChanges(before, after)));
}

async function withMeaning<T>(
  compare: (
    real: (fields: readonly FieldChange[]) => Promise<readonly FieldChange[]>,
  ) => Promise<T>,
): Promise<T> {
  const meaning = new SqlMeaning();
  try {
    return await compare((fields) => meaning.realChanges(fields));
  } finally {
    await meaning.close();
  }
}
