import { classifyField, highestClass, type ChangeClass } from '../diff/classify-change';
import { summarizeDiff, type ManifestDiff as Difference } from '../diff/compare-manifests';
import type { FieldChange } from '../diff/field-change';
import type { NodeId } from '../graph/node-id';
import type { Manifest, ManifestEdge } from '../manifest/manifest';
import { compareMeaning } from '../service/comparing/compare-meaning';

/** A node that both manifests have, with what differs and what that means for others. */
export interface ModifiedNode {
  readonly nodeId: NodeId;
  /** Of its fields the most severe: metadata rebuilds nothing. */
  readonly category: ChangeClass;
  readonly fields: readonly (FieldChange & { readonly category: ChangeClass })[];
}

/** What happened between two manifests. SQL that reads differently and means the same is no change, as in `seeknal diff`. */
export class ManifestDiff {
  readonly addedNodes: readonly NodeId[];
  readonly removedNodes: readonly NodeId[];
  readonly modifiedNodes: readonly ModifiedNode[];
  readonly addedEdges: readonly ManifestEdge[];
  readonly removedEdges: readonly ManifestEdge[];
  /** `2 node(s) added, 1 edge(s) removed`, or `No changes detected`. */
  readonly summary: string;
  readonly #after: Manifest;

  private constructor(before: Manifest, after: Manifest, diff: Difference) {
    this.#after = after;
    this.addedNodes = diff.addedNodes;
    this.removedNodes = diff.removedNodes;
    this.addedEdges = diff.addedEdges;
    this.removedEdges = diff.removedEdges;
    this.summary = summarizeDiff(diff) ?? 'No changes detected';
    this.modifiedNodes = diff.modifiedNodes.flatMap((change): ModifiedNode[] => {
      const [was, is] = [before.nodes.get(change.nodeId), after.nodes.get(change.nodeId)];
      if (was === undefined || is === undefined) return [];
      const fields = change.fields.map((field) => ({
        ...field,
        category: classifyField(field, was, is),
      }));
      const category = highestClass(fields.map((field) => field.category));
      return [{ nodeId: change.nodeId, category, fields }];
    });
  }

  /** Loads DuckDB when SQL differs in more than layout, and not before. */
  static async compare(before: Manifest, after: Manifest): Promise<ManifestDiff> {
    return new ManifestDiff(before, after, await compareMeaning(before, after));
  }

  get hasChanges(): boolean {
    return [
      this.addedNodes,
      this.removedNodes,
      this.modifiedNodes,
      this.addedEdges,
      this.removedEdges,
    ].some((changes) => changes.length > 0);
  }

  /** Added nodes, nodes that changed in more than words or read from others than before, and all downstream. */
  nodesToRebuild(): ReadonlySet<NodeId> {
    const start = new Set<NodeId>([
      ...this.addedNodes,
      ...this.modifiedNodes.flatMap(({ nodeId, category }) =>
        category === 'metadata' ? [] : [nodeId],
      ),
      ...[...this.addedEdges, ...this.removedEdges].flatMap(({ to }) =>
        this.#after.nodes.has(to) ? [to] : [],
      ),
    ]);
    return new Set([...start, ...this.#after.graph.descendantsOf(start)]);
  }
}
