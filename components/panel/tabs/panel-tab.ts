import type { ComponentType } from 'react';
import type { RunView } from '@/lib/events/run-view';
import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import type {
  NodeDetail,
  NodeSnapshot,
  ProjectSnapshot,
} from '@/lib/service/project/project-snapshot';

/** All that a tab of the panel may show, and the way to another node. */
export interface PanelTabProps {
  readonly node: NodeSnapshot;
  /** Null while it is on its way; when it can't be had, the panel says so above the tab. */
  readonly detail: NodeDetail | null;
  readonly snapshot: ProjectSnapshot;
  readonly graph: Graph;
  /** The run that is shown live; null when there is none. */
  readonly view: RunView | null;
  readonly onSelect: (id: NodeId) => void;
  /** Lights a way on the graph; null takes it away. The same function at every render. */
  readonly onTrace: (ids: readonly NodeId[] | null) => void;
}

/** One tab of the panel of a node: a file beside this one, and a line in registry.ts. */
export interface PanelTab {
  /** As in the address: `tab=sql`. */
  readonly id: string;
  readonly title: string;
  /** Whether this node has anything to show there; without it every node does. */
  readonly isFor?: (node: NodeSnapshot, detail: NodeDetail | null) => boolean;
  readonly Content: ComponentType<PanelTabProps>;
}
