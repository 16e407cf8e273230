'use client';

import { ListX } from 'lucide-react';
import { useMemo } from 'react';
import type { RunView } from '@/lib/events/run-view';
import type { NodeId } from '@/lib/graph/node-id';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import type { Topology } from '../graph/use-topology';
import { Button } from '../ui/button';
import { Choice } from '../ui/choice';
import { Notice } from '../ui/notice';
import { NodeTable } from './node-table';
import { NodeTree } from './node-tree';
import { toRows } from './to-rows';
import { useListUrl } from './use-list-url';

interface ListViewProps {
  readonly snapshot: ProjectSnapshot;
  readonly topology: Topology;
  readonly view: RunView | null;
  readonly matches: ReadonlySet<NodeId> | null;
  readonly selected: readonly NodeId[];
  readonly onSelect: (ids: readonly NodeId[]) => void;
  readonly as: 'list' | 'tree';
  /** Takes back what is looked for. */
  readonly onClear: () => void;
}

/** The nodes that are looked for as rows, in place of the graph or below it. */
export function ListView(props: ListViewProps) {
  const { snapshot, topology, view, matches, selected, onSelect, as, onClear } = props;
  const [url, setUrl] = useListUrl();
  const rows = useMemo(
    () => toRows({ nodes: snapshot.nodes, order: topology.order, view, matches }),
    [snapshot.nodes, topology.order, view, matches],
  );
  const icons = useMemo(
    () => new Map(snapshot.kinds.map(({ kind, icon }) => [kind, icon])),
    [snapshot.kinds],
  );
  if (rows.length === 0) {
    return (
      <Notice
        icon={ListX}
        title="No node matches"
        actions={<Button onClick={onClear}>Show all nodes</Button>}
      >
        The search and the filters leave nothing over.
      </Notice>
    );
  }
  const shared = { rows, graph: topology.graph, icons, selected, onSelect };
  if (as === 'list') {
    return (
      <NodeTable
        {...shared}
        sort={url.sort}
        onSort={(sort) => void setUrl({ sort: sort === '' ? null : sort })}
      />
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-canvas">
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-4 py-1.5 text-xs text-ink-soft">
        <Choice
          label="Arrange by"
          value={url.tree}
          options={[
            { value: 'folder', label: 'By folder' },
            { value: 'upstream', label: 'By upstream' },
          ]}
          onChange={(tree) => void setUrl({ tree, fold: null })}
        />
      </div>
      <NodeTree
        {...shared}
        mode={url.tree}
        folded={url.fold}
        onFold={(fold) => void setUrl({ fold: fold.length === 0 ? null : [...fold] })}
      />
    </div>
  );
}
