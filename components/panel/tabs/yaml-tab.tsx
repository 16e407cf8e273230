import { CodeBlock } from '../../ui/code-block';
import { Skeleton } from '../../ui/skeleton';
import { FieldList } from '../field-list';
import type { PanelTab } from './panel-tab';

/** The node's file as it is on disk. */
export const yamlTab: PanelTab = {
  id: 'yaml',
  title: 'YAML',
  Content: ({ node, detail }) => {
    if (detail === null) return <Skeleton className="h-40" />;
    return (
      <div className="space-y-2">
        {node.filePath !== null && (
          <p className="font-mono text-2xs break-all text-ink-faint">{node.filePath}</p>
        )}
        {detail.yaml === null ? (
          <p className="text-ink-soft">The file can’t be read now.</p>
        ) : (
          <>
            <CodeBlock code={detail.yaml} language="yaml" label="YAML" />
            <div className="pt-3">
              <FieldList kind={node.kind} yaml={detail.yaml} />
            </div>
          </>
        )}
      </div>
    );
  },
};
