'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { RunView } from '@/lib/events/run-view';
import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { nodeQuery } from '../project/queries';
import { problemOf } from '../project/service-failure';
import { CopyButton } from '../ui/copy-button';
import { IconButton } from '../ui/icon-button';
import { KindIcon } from '../ui/kind-icon';
import { nextLook } from '../ui/freshness-states';
import { StateLabel } from '../ui/state-label';
import { TabPanel, Tabs } from '../ui/tabs';
import { panelPlace } from './panel-place';
import { panelTabs } from './tabs/registry';
import { usePanelWidth } from './use-panel-width';

interface NodePanelProps {
  readonly id: NodeId;
  readonly snapshot: ProjectSnapshot;
  readonly graph: Graph;
  readonly view: RunView | null;
  /** The id of a tab; one that this node doesn't have counts as the first. */
  readonly tab: string;
  readonly onTab: (tab: string) => void;
  readonly onSelect: (id: NodeId) => void;
  /** Lights a way on the graph; null takes it away. */
  readonly onTrace: (ids: readonly NodeId[] | null) => void;
  /** What the project is compared with, as in the address. */
  readonly base: string;
  readonly onClose: () => void;
}

/** All about one node, beside the graph; on a narrow screen a sheet over its lower part. */
export function NodePanel({
  id,
  snapshot,
  graph,
  view,
  tab,
  onTab,
  onSelect,
  onTrace,
  base,
  onClose,
}: NodePanelProps) {
  const node = snapshot.nodes.find((one) => one.id === id);
  const detail = useQuery(nodeQuery(id, snapshot.version, base));
  const { width, separator } = usePanelWidth();
  if (node === undefined) return null;
  const kind = snapshot.kinds.find((one) => one.kind === node.kind);
  const tabs = panelTabs.filter(({ isFor }) => isFor?.(node, detail.data ?? null) ?? true);
  const shown = tabs.find((one) => one.id === tab) ?? tabs[0];
  return (
    <aside aria-label={`Node ${id}`} style={{ width }} className={panelPlace}>
      <div
        {...separator}
        className="absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize touch-none hover:bg-focus/30 focus-visible:bg-focus/40 max-md:hidden"
      />
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
          <StateLabel look={nextLook(node)} className="align-bottom font-medium text-ink" />
          {node.reason !== '' && <span> · {node.reason}</span>}
        </p>
      </header>
      <Tabs
        label="Parts of the node"
        value={shown?.id ?? ''}
        tabs={tabs.map((one) => ({ value: one.id, label: one.title }))}
        onChange={onTab}
        className="mt-3 min-h-0"
        rowClassName="gap-3 px-4"
      >
        <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4">
          {detail.isError && (
            <p role="alert" className="mb-4 text-ink-soft">
              {problemOf(detail.error).message} {problemOf(detail.error).hint}
            </p>
          )}
          {tabs.map(({ id: name, Content }) => (
            <TabPanel key={name} value={name} className="outline-none">
              <Content
                node={node}
                detail={detail.data ?? null}
                snapshot={snapshot}
                graph={graph}
                view={view}
                onSelect={onSelect}
                onTrace={onTrace}
              />
            </TabPanel>
          ))}
        </div>
      </Tabs>
    </aside>
  );
}
