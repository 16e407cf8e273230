import { err, ok, type Result } from '../util/result';

declare const nodeIdBrand: unique symbol;

/** `<kind>.<name>`, as in `transform.clean_users`. Only {@link parseNodeId} and {@link nodeId} make one. */
export type NodeId = string & { readonly [nodeIdBrand]: true };

/** Reads an id from text. A name may hold further dots: only the first one separates. */
export function parseNodeId(text: string): Result<NodeId, string> {
  const dot = text.indexOf('.');
  return dot > 0 && dot < text.length - 1
    ? ok(text as NodeId)
    : err(`"${text}" is not a node id; expected kind.name, as in source.users`);
}

export function nodeId(kind: string, name: string): NodeId {
  return `${kind}.${name}` as NodeId;
}

export function kindOfId(id: NodeId): string {
  return id.slice(0, id.indexOf('.'));
}

export function shortNameOf(id: NodeId): string {
  return id.slice(id.indexOf('.') + 1);
}

/** The id as part of a file name: `source.users` becomes `source_users`. */
export function fileStemOf(id: NodeId): string {
  return id.replaceAll('.', '_');
}
