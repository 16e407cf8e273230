import { isJsonArray, type JsonObject } from '../util/json';
import { kinds } from './registry';

/** The files that a node reads beside its own, relative to the project or absolute: data, and code that it imports. */
export function dataFilesOfNode(node: {
  readonly kind: string;
  readonly config: JsonObject;
}): readonly string[] {
  const data = kinds.get(node.kind)?.dataFiles?.(node.config) ?? [];
  const code = codeFilesOfNode(node);
  // Asked of every node of every plan.
  return code.length === 0 ? data : [...data, ...code];
}

/** Those of the project that its code imports. */
export function codeFilesOfNode({ config }: { readonly config: JsonObject }): readonly string[] {
  const { local_imports: files } = config;
  return isJsonArray(files) ? files.filter((file) => typeof file === 'string') : [];
}
