import type { ManifestDiff, NodeChange } from '../diff/compare-manifests';
import { SqlMeaning } from './sql-meaning';

/** The difference without SQL that reads differently and means the same. */
export async function withoutKeptMeaning(diff: ManifestDiff): Promise<ManifestDiff> {
  const meaning = new SqlMeaning();
  try {
    const modifiedNodes: NodeChange[] = [];
    for (const { nodeId, fields } of diff.modifiedNodes) {
      const kept = await Promise.all(fields.map((field) => meaning.isKept(field)));
      const real = fields.filter((_, index) => kept[index] !== true);
      if (real.length > 0) modifiedNodes.push({ nodeId, fields: real });
    }
    return { ...diff, modifiedNodes };
  } finally {
    await meaning.close();
  }
}
