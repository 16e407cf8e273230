import { Skeleton } from '../../ui/skeleton';
import { RecentRuns } from '../recent-runs';
import type { PanelTab } from './panel-tab';

/** The last times that the node was executed. */
export const runsTab: PanelTab = {
  id: 'runs',
  title: 'Runs',
  Content: ({ detail }) =>
    detail === null ? <Skeleton className="h-40" /> : <RecentRuns runs={detail.recentRuns} />,
};
