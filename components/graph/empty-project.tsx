import { FolderOpen } from 'lucide-react';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { CommandLine } from '../ui/command-line';
import { Notice } from '../ui/notice';

/** In the place of the graph as long as there is nothing to draw. */
export function EmptyProject({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  return (
    <Notice
      icon={FolderOpen}
      title={`${snapshot.name} has no nodes yet`}
      actions={<CommandLine command={`seeknal parse --project ${snapshot.directory}`} />}
    >
      A node is a YAML file in the folder <code className="font-mono text-xs">seeknal/</code>. Write
      one, and it appears here as soon as it is saved.
    </Notice>
  );
}
