import { kinds } from '../../kinds/registry';
import type { ManifestNode } from '../../manifest/manifest';

/** Relative to the project. `lastPath`: what the last run left; a kind of one's own doesn't say beforehand what it will leave. */
export function expectedOutputs(node: ManifestNode, lastPath: string | null): readonly string[] {
  const declared = kinds.get(node.kind)?.outputs(node) ?? [];
  return declared.length === 0 && lastPath !== null ? [lastPath] : declared;
}

/** The first output that should be there and isn't; null when all are. */
export function missingOutput(
  outputs: readonly string[],
  isThere: (path: string) => boolean,
): string | null {
  for (const path of outputs) {
    if (!isThere(path)) return path;
  }
  return null;
}
