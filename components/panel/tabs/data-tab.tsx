import { PanelData } from '../../data/panel-data';
import type { PanelTab } from './panel-tab';

/** The rows of the node: a first look, what they are like, their columns. */
export const dataTab: PanelTab = {
  id: 'data',
  title: 'Data',
  Content: ({ node, snapshot }) => <PanelData id={node.id} version={snapshot.version} />,
};
