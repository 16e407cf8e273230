import { CodeBlock } from '../../ui/code-block';
import { Skeleton } from '../../ui/skeleton';
import { FieldList } from '../field-list';
import type { PanelTab } from './panel-tab';

/** What the node is configured with, apart from what has a tab of its own. */
export const configTab: PanelTab = {
  id: 'config',
  title: 'Config',
  Content: ({ node, detail }) => {
    if (detail === null) return <Skeleton className="h-40" />;
    if (Object.keys(detail.config).length === 0) {
      return <p className="text-ink-soft">No further configuration.</p>;
    }
    const code = JSON.stringify(detail.config, null, 2);
    return (
      <>
        <CodeBlock code={code} language="yaml" label="Configuration" />
        <div className="pt-3">
          <FieldList kind={node.kind} yaml={code} />
        </div>
      </>
    );
  },
};
