import type { ManifestNode } from '../../manifest/manifest';
import type { NodeSnapshot } from './project-snapshot';

/** What a snapshot shows of a node whatever happened to it. */
export function nodeFacts({
  id,
  kind,
  name,
  description,
  owner,
  tags,
  filePath,
}: ManifestNode): Pick<
  NodeSnapshot,
  'id' | 'kind' | 'name' | 'description' | 'owner' | 'tags' | 'filePath'
> {
  return { id, kind, name, description, owner, tags, filePath };
}
