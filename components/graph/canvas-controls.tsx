'use client';

import { Panel, useReactFlow } from '@xyflow/react';
import { Map, Maximize, Minus, Plus } from 'lucide-react';
import { IconButton } from '../ui/icon-button';
import { useHotkeys } from '../ui/use-hotkeys';
import { duration } from './use-camera';

interface CanvasControlsProps {
  readonly onFit: () => void;
  readonly isMapShown: boolean;
  readonly onMap: (isShown: boolean) => void;
}

/** Zoom in, zoom out, show everything, show the map. */
export function CanvasControls({ onFit, isMapShown, onMap }: CanvasControlsProps) {
  const flow = useReactFlow();
  const zoomIn = (): void => void flow.zoomIn({ duration: duration(120) });
  const zoomOut = (): void => void flow.zoomOut({ duration: duration(120) });
  useHotkeys({ '+': zoomIn, '-': zoomOut });
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
      <IconButton label="Show the whole graph" shortcut="0" className="size-7" onClick={onFit}>
        <Maximize />
      </IconButton>
      <IconButton
        label={isMapShown ? 'Hide the map' : 'Show the map'}
        shortcut="m"
        aria-pressed={isMapShown}
        className="size-7 max-md:hidden"
        onClick={() => onMap(!isMapShown)}
      >
        <Map />
      </IconButton>
    </Panel>
  );
}
