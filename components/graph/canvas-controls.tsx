'use client';

import { Panel, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { IconButton } from '../ui/icon-button';
import { useHotkeys } from '../ui/use-hotkeys';
import { wholeGraph } from './use-refit';

/** Zoom in, zoom out, show everything. */
export function CanvasControls() {
  const flow = useReactFlow();
  const fit = (): void => void flow.fitView({ ...wholeGraph, duration: 200 });
  const zoomIn = (): void => void flow.zoomIn({ duration: 120 });
  const zoomOut = (): void => void flow.zoomOut({ duration: 120 });
  useHotkeys({ '0': fit, '+': zoomIn, '-': zoomOut });
  return (
    <Panel
      position="bottom-left"
      className="!m-3 flex flex-col gap-px overflow-hidden rounded-lg border border-line bg-surface p-0.5 shadow-card"
    >
      <IconButton label="Zoom in" shortcut="+" className="size-7" onClick={zoomIn}>
        <Plus />
      </IconButton>
      <IconButton label="Zoom out" shortcut="-" className="size-7" onClick={zoomOut}>
        <Minus />
      </IconButton>
      <IconButton label="Show the whole graph" shortcut="0" className="size-7" onClick={fit}>
        <Maximize />
      </IconButton>
    </Panel>
  );
}
