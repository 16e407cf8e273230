import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import { codeFilesOfNode } from '../../kinds/data-files-of-node';
import type { Manifest } from '../../manifest/manifest';
import { changedPaths, readDataFileFacts } from '../../state/data-file-facts';
import { openProjectState } from '../planning/open-project-state';

/**
 * By node, the files that its code imports and that are not what they were when it was last built: a
 * manifest only names them. Files that it did not import then are left out, since its definition tells of
 * them. Throws a StateUnavailableError when what was built can't be looked up.
 */
export async function changedImports(
  paths: ProjectPaths,
  { nodes }: Manifest,
): Promise<ReadonlyMap<NodeId, readonly string[]>> {
  const importing = [...nodes.values()].flatMap((node) => {
    const files = codeFilesOfNode(node);
    return files.length === 0 ? [] : [{ id: node.id, files }];
  });
  if (importing.length === 0) return new Map();
  const store = await openProjectState(paths);
  const { state } = await store.load().finally(() => store.close());
  const changed = new Map<NodeId, readonly string[]>();
  for (const { id, files } of importing) {
    const built = (state.get(id)?.dataFiles ?? []).filter(({ path }) => files.includes(path));
    const now = await readDataFileFacts(
      paths.root,
      built.map(({ path }) => path),
      built,
    );
    const others = changedPaths(built, now);
    if (others.length > 0) changed.set(id, others);
  }
  return changed;
}
