import { NodeOverview } from '../node-overview';
import type { PanelTab } from './panel-tab';

/** Why the node is as it is, what it is, what it reads and what reads it. */
export const overviewTab: PanelTab = { id: 'overview', title: 'Overview', Content: NodeOverview };
