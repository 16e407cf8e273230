import { NodeQuality } from '../../quality/node-quality';
import type { PanelTab } from './panel-tab';

/** What rules and audits found in the node's rows. */
export const qualityTab: PanelTab = {
  id: 'quality',
  title: 'Quality',
  Content: ({ node, snapshot }) => <NodeQuality id={node.id} version={snapshot.version} />,
};
