'use client';

import { RotateCcw, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import type { RunView } from '@/lib/events/run-view';
import type { NodeId } from '@/lib/graph/node-id';
import { OptionFields } from '../plan/option-fields';
import { parseParams } from '../plan/parse-params';
import { optionsOfRun } from '../plan/run-options';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { countOf } from '../ui/format-count';
import { IconButton } from '../ui/icon-button';
import { useRetry } from './use-retry';

interface RetryButtonProps {
  readonly runId: string;
  readonly view: RunView;
  /** Only this node and what is downstream of it; null for all that is undone. */
  readonly from: NodeId | null;
  /** What would run. */
  readonly nodes: readonly NodeId[];
  readonly label: string;
}

/** Runs again what a run left undone: at a click as before, or with other options. */
export function RetryButton(props: RetryButtonProps) {
  const { runId, from, nodes, label } = props;
  const retry = useRetry(runId);
  const [asks, setAsks] = useState(false);
  const unavailable = retry.isPending ? 'The run is starting' : null;
  return (
    <span className="inline-flex gap-1">
      <Button
        look="primary"
        title={`Runs ${countOf(nodes.length, 'node')} again, with the options of this run: what failed, and what was not reached`}
        unavailable={unavailable}
        onClick={() => retry.mutate({ from, options: null })}
      >
        <RotateCcw />
        {label}
      </Button>
      <IconButton
        label={from === null ? 'Retry with options…' : 'From here with options…'}
        unavailable={unavailable}
        onClick={() => setAsks(true)}
      >
        <SlidersHorizontal />
      </IconButton>
      {asks && <RetryDialog {...props} retry={retry} onClose={() => setAsks(false)} />}
    </span>
  );
}

function RetryDialog({
  view,
  from,
  nodes,
  retry,
  onClose,
}: RetryButtonProps & {
  readonly retry: ReturnType<typeof useRetry>;
  readonly onClose: () => void;
}) {
  const asked = view.started?.request;
  const [options, setOptions] = useState(() => (asked === undefined ? null : optionsOfRun(asked)));
  if (options === null) return null;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={from === null ? 'Retry with options' : `Retry from ${from}`}
      description={`Runs ${countOf(nodes.length, 'node')} again: what failed, and what was not reached. The options begin as they were in this run.`}
    >
      <div className="min-h-0 space-y-4 overflow-y-auto px-5 py-4">
        <OptionFields options={options} onChange={setOptions} />
        <ul
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
          tabIndex={0}
          aria-label="Nodes that run again"
          className="max-h-32 overflow-y-auto rounded-lg border border-line bg-sunken px-3 py-2 font-mono text-xs leading-5"
        >
          {nodes.map((id) => (
            <li key={id} className="break-all">
              {id}
            </li>
          ))}
        </ul>
      </div>
      <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">
        <Button onClick={onClose}>Not now</Button>
        <Button
          look="primary"
          unavailable={
            retry.isPending
              ? 'The run is starting'
              : parseParams(options.params) === null
                ? 'The parameters are not written as key=value'
                : null
          }
          onClick={() => retry.mutate({ from, options }, { onSuccess: onClose })}
        >
          <RotateCcw />
          Retry
        </Button>
      </footer>
    </Dialog>
  );
}
