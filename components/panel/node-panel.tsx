'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { RunView } from '@/lib/events/run-view';
import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import type { NodeDetail, ProjectSnapshot } from '@/lib/service/project-snapshot';
import { panelTabs, type PanelTab } from '../graph/use-graph-url';
import { nodeQuery } from '../project/queries';
import { problemOf } from '../project/service-failure';
import { CodeBlock } from '../ui/code-block';
import { CopyButton } from '../ui/copy-button';
import { IconButton } from '../ui/icon-button';
import { KindIcon } from '../ui/kind-icon';
import { Skeleton } from '../ui/skeleton';
import { freshnessStates, StateLabel } from '../ui/status';
import { NodeOverview } from './node-overview';
import { RecentRuns } from './recent-runs';

interface NodePanelProps {
  readonly id: NodeId;
  readonly snapshot: ProjectSnapshot;
  readonly graph: Graph;
  readonly view: RunView | null;
  readonly tab: PanelTab;
  readonly onTab: (tab: PanelTab) => void;
  readonly onSelect: (id: NodeId) => void;
  readonly onClose: () => void;
}

const tabWords: Record<PanelTab, string> = {
  overview: 'Overview',
  sql: 'SQL',
  yaml: 'YAML',
  config: 'Config',
  runs: 'Runs',
};

/** All about one node, beside the graph; on a narrow screen a sheet over its lower part. */
export function NodePanel(props: NodePanelProps) {
  const { id, snapshot, tab, onTab, onClose } = props;
  const node = snapshot.nodes.find((one) => one.id === id);
  const detail = useQuery(nodeQuery(id, snapshot.version));
  if (node === undefined) return null;
  const kind = snapshot.kinds.find((one) => one.kind === node.kind);
  const tabs = panelTabs.filter(
    (one) => one !== 'sql' || detail.data === undefined || detail.data.sql !== null,
  );
  return (
    <aside
      aria-label={`Node ${id}`}
      className="animate-fade flex w-[420px] shrink-0 flex-col border-l border-line bg-surface max-md:absolute max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:h-[62%] max-md:w-auto max-md:rounded-t-2xl max-md:border-t max-md:border-l-0 max-md:shadow-float"
    >
      <header className="px-4 pt-3.5">
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <p className="flex items-center gap-1.5 text-xs text-ink-faint" title={kind?.summary}>
              <KindIcon name={kind?.icon ?? ''} className="size-3.5" />
              {kind?.label ?? node.kind}
            </p>
            <h2 className="mt-0.5 text-base font-semibold tracking-tight break-words">
              {node.name}
            </h2>
          </div>
          <CopyButton text={id} label="Copy id" />
          <IconButton label="Close panel" shortcut="Esc" onClick={onClose}>
            <X />
          </IconButton>
        </div>
        <p className="mt-1.5 text-xs text-ink-soft">
          <StateLabel look={freshnessStates[node.freshness]} className="font-medium text-ink" />
          {node.reason !== '' && <span> · {node.reason}</span>}
        </p>
      </header>
      <Tabs.Root
        value={tabs.includes(tab) ? tab : 'overview'}
        onValueChange={(value) => {
          const chosen = panelTabs.find((one) => one === value);
          if (chosen !== undefined) onTab(chosen);
        }}
        className="mt-3 flex min-h-0 flex-1 flex-col"
      >
        <Tabs.List aria-label="Parts of the node" className="flex gap-4 border-b border-line px-4">
          {tabs.map((one) => (
            <Tabs.Trigger
              key={one}
              value={one}
              className="-mb-px border-b-2 border-transparent py-2 text-sm text-ink-soft transition-colors hover:text-ink data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink"
            >
              {tabWords[one]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4">
          <Tabs.Content value="overview" className="outline-none">
            <NodeOverview {...props} node={node} detail={detail.data ?? null} />
          </Tabs.Content>
          {detail.isError ? (
            <p role="alert" className="text-ink-soft">
              {problemOf(detail.error).message} {problemOf(detail.error).hint}
            </p>
          ) : detail.data === undefined ? (
            <Skeleton className="h-40" />
          ) : (
            <DetailTabs detail={detail.data} filePath={node.filePath} />
          )}
        </div>
      </Tabs.Root>
    </aside>
  );
}

function DetailTabs({
  detail,
  filePath,
}: {
  readonly detail: NodeDetail;
  readonly filePath: string | null;
}) {
  return (
    <>
      <Tabs.Content value="sql" className="outline-none">
        {detail.sql !== null && <CodeBlock code={detail.sql} language="sql" label="SQL" />}
      </Tabs.Content>
      <Tabs.Content value="yaml" className="space-y-2 outline-none">
        {filePath !== null && (
          <p className="font-mono text-2xs break-all text-ink-faint">{filePath}</p>
        )}
        {detail.yaml === null ? (
          <p className="text-ink-soft">The file can’t be read now.</p>
        ) : (
          <CodeBlock code={detail.yaml} language="yaml" label="YAML" />
        )}
      </Tabs.Content>
      <Tabs.Content value="config" className="outline-none">
        {Object.keys(detail.config).length === 0 ? (
          <p className="text-ink-soft">No further configuration.</p>
        ) : (
          <CodeBlock
            code={JSON.stringify(detail.config, null, 2)}
            language="yaml"
            label="Configuration"
          />
        )}
      </Tabs.Content>
      <Tabs.Content value="runs" className="outline-none">
        <RecentRuns runs={detail.recentRuns} />
      </Tabs.Content>
    </>
  );
}
