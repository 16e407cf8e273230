'use client';

import { ListX } from 'lucide-react';
import { useMemo } from 'react';
import type { RunView } from '@/lib/events/run-view';
import type { NodeId } from '@/lib/graph/node-id';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { FocusBar } from '../graph/focus-bar';
import type { NodeMenuActions } from '../graph/node-menu-items';
import { focusSet } from '../graph/picture/focus-set';
import { betweenIn, withPath } from '../graph/picture/selection-steps';
import type { PictureUrl } from '../graph/use-picture-url';
import type { Topology } from '../graph/use-topology';
import { Button } from '../ui/button';
import { Choice } from '../ui/choice';
import { Notice } from '../ui/notice';
import type { ListProps } from './list-props';
import { NodeTable } from './node-table';
import { NodeTree } from './node-tree';
import { RowMenu } from './row-menu';
import { toRows } from './to-rows';
import { useListUrl } from './use-list-url';

interface ListViewProps {
  readonly snapshot: ProjectSnapshot;
  readonly topology: Topology;
  readonly view: RunView | null;
  readonly matches: ReadonlySet<NodeId> | null;
  readonly selected: readonly NodeId[];
  readonly onSelect: (ids: readonly NodeId[]) => void;
  /** How the graph is drawn: what is in focus there is what is listed here. */
  readonly picture: PictureUrl;
  readonly onPlan: NodeMenuActions['onPlan'];
  readonly drops: ListProps['drops'];
  readonly critical: readonly NodeId[];
  readonly as: 'list' | 'tree';
  /** The graph is above, and has the bar of the focus. */
  readonly hasGraph: boolean;
  /** Takes back what is looked for. */
  readonly onClear: () => void;
}

/** The nodes that are looked for as rows, in place of the graph or below it. */
export function ListView(props: ListViewProps) {
  const { snapshot, topology, view, matches, selected, onSelect, as, onClear } = props;
  const { picture, onPlan, drops } = props;
  const { focus } = picture.wishes;
  const [url, setUrl] = useListUrl();
  const rows = useMemo(() => {
    const near = focus === null ? null : focusSet(topology.graph, focus);
    const listed = near === null ? topology.order : topology.order.filter((id) => near.has(id));
    return toRows({ nodes: snapshot.nodes, order: listed, view, matches });
  }, [snapshot.nodes, topology, view, matches, focus]);
  const critical = useMemo(() => new Set(props.critical), [props.critical]);
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
  const shared = { rows, graph: topology.graph, icons, selected, onSelect, drops, critical };
  const actions: NodeMenuActions = {
    selected,
    onSelect,
    onFocus: picture.setFocus,
    onPath: (id) => onSelect(withPath(betweenIn(topology.graph), selected, id)),
    onPlan,
  };
  const focusBar = focus !== null && (
    <div className="flex shrink-0 border-b border-line px-4 py-1.5">
      <FocusBar key={focus.id} focus={focus} graph={topology.graph} onFocus={picture.setFocus} />
    </div>
  );
  if (as === 'list') {
    return (
      <RowMenu {...actions}>
        {props.hasGraph || focusBar}
        <NodeTable
          {...shared}
          sort={url.sort}
          onSort={(sort) => void setUrl({ sort: sort === '' ? null : sort })}
        />
      </RowMenu>
    );
  }
  return (
    <RowMenu {...actions}>
      {focusBar}
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
    </RowMenu>
  );
}
