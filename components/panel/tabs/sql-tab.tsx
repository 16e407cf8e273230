import { CodeBlock } from '../../ui/code-block';
import { Skeleton } from '../../ui/skeleton';
import type { PanelTab } from './panel-tab';

/** The query of the node; nodes without one have no such tab. */
export const sqlTab: PanelTab = {
  id: 'sql',
  title: 'SQL',
  isFor: (_, detail) => detail === null || detail.sql !== null,
  Content: ({ detail }) => {
    if (detail === null) return <Skeleton className="h-40" />;
    return detail.sql !== null && <CodeBlock code={detail.sql} language="sql" label="SQL" />;
  },
};
