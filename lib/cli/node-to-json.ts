import type { NodeSnapshot } from '../service/project/project-snapshot';
import type { JsonObject } from '../util/json';

/** A node as `list` and `show` give it to programs. */
export function nodeToJson(node: NodeSnapshot): JsonObject {
  const { last } = node;
  return {
    node_id: node.id,
    name: node.name,
    kind: node.kind,
    description: node.description,
    owner: node.owner,
    tags: node.tags,
    file_path: node.filePath,
    freshness: node.freshness,
    reason: node.reason,
    last:
      last === null
        ? null
        : {
            status: last.status,
            duration: last.duration,
            row_count: last.rowCount,
            finished_at_ms: last.finishedAtMs,
            output_path: last.outputPath,
            output_bytes: last.outputBytes,
            run_id: last.runId,
            error_message: last.error?.message ?? null,
          },
  };
}
