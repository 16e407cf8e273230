import type { JsonObject, JsonValue } from '../../util/json';
import { shortNameOf, type NodeId } from '../../graph/node-id';

/** Fields that say which code makes a node's rows; its kind knows nothing of them. */
const codeFields = new Set(['language', 'function', 'code_sha256', 'imports', 'local_imports']);

/** The node that stands for the rows which code has made. */
export function madeBy(id: NodeId): NodeId {
  return `code.${shortNameOf(id)}` as NodeId;
}

/**
 * The document of a node that code makes, as its kind knows it: the rows that the code has made are its
 * only input, and are taken as they are. `rowsPath`: where they lie; null when the kind needs no code.
 */
export function asKindDocument(
  id: NodeId,
  config: JsonObject,
  rowsPath: string | null,
): JsonObject {
  const document: Record<string, JsonValue> = {};
  for (const [field, value] of Object.entries(config)) {
    if (!codeFields.has(field)) document[field] = value;
  }
  if (rowsPath === null) return document;
  const { kind } = config;
  if (kind === 'transform') return { ...document, transform: 'FROM source' };
  if (kind === 'second_order_aggregation') return { ...document, source: madeBy(id) };
  if (kind === 'source') return { ...document, source: 'parquet', table: rowsPath };
  return document;
}
