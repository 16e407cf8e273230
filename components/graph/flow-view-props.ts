import type { Viewport } from '@xyflow/react';
import type { RunView } from '@/lib/events/run-view';
import type { NodeId } from '@/lib/graph/node-id';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import type { RowNotes } from '@/lib/service/history/row-flow';
import type { RunReach } from './node-menu-items';
import type { Scene } from './scene/scene';
import type { PictureUrl } from './use-picture-url';
import type { Topology } from './use-topology';

/** What is drawn, what is selected, and what a person may do with it. */
export interface FlowViewProps {
  readonly snapshot: ProjectSnapshot;
  readonly topology: Topology;
  readonly view: RunView | null;
  readonly matches: ReadonlySet<NodeId> | null;
  readonly selected: readonly NodeId[];
  /** A way that is lit in the place of what is around the selection; null for none. */
  readonly traced: readonly NodeId[] | null;
  /** The critical path of the plan that is shown, first to last. */
  readonly critical?: readonly NodeId[];
  /** What past runs say of the rows; null while it is on its way. */
  readonly rowNotes: RowNotes | null;
  readonly onSelect: (ids: readonly NodeId[]) => void;
  /** Shows the plan of a run of these. */
  readonly onPlan?: (ids: readonly NodeId[], reach: RunReach) => void;
  readonly scene: Scene;
  readonly url: PictureUrl;
  readonly onTidyUp: () => void;
  readonly initialView: Viewport;
  /** The view at the start is one that the person has chosen. */
  readonly isMoved: boolean;
  /** The graph is on the canvas, so that what stands around it can come. */
  readonly isPainted: boolean;
  /** The graph is on the canvas for the first time. */
  readonly onPainted: () => void;
}
