'use client';

import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { countOf } from '../ui/format-count';
import { Late } from '../ui/late';
import { fitBox } from './fit-view';
import { FlowView } from './flow-view';
import type { FlowViewProps } from './flow-view-props';
import { layoutEngine, useDrawing } from './layout/use-drawing';
import { buildPicture } from './picture/build-picture';
import { Scene } from './scene/scene';
import { usePictureUrl } from './use-picture-url';

type CanvasProps = Omit<FlowViewProps, 'scene' | 'url' | 'onTidyUp' | 'initialView'>;

/**
 * The place of the graph. Its size and the drawing are known before anything is shown, so that the first picture is
 * already the whole graph at its zoom.
 */
export function Canvas(props: CanvasProps) {
  const { snapshot, topology } = props;
  const place = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const url = usePictureUrl();
  const picture = useMemo(
    () => buildPicture({ snapshot, graph: topology.graph, wishes: url.wishes }),
    [snapshot, topology.graph, url.wishes],
  );
  const { drawn, tidyUp } = useDrawing(picture, snapshot.directory);
  const scene = useMemo(() => (drawn === null ? null : new Scene(drawn)), [drawn]);
  useEffect(() => layoutEngine().warmUp(), []);
  useLayoutEffect(() => {
    if (place.current === null) return;
    const { width, height } = place.current.getBoundingClientRect();
    setSize({ width, height });
  }, []);
  return (
    <div
      ref={place}
      className="relative h-full"
      data-graph-state={scene === null ? 'empty' : 'drawn'}
    >
      {scene === null || size === null ? (
        <Late>
          <p role="status" className="grid h-full place-items-center text-ink-soft">
            Drawing {countOf(picture.items.length, 'node')}…
          </p>
        </Late>
      ) : (
        <ReactFlowProvider initialWidth={size.width} initialHeight={size.height}>
          <FlowView
            {...props}
            scene={scene}
            url={url}
            onTidyUp={tidyUp}
            initialView={fitBox(scene.bounds, size)}
          />
        </ReactFlowProvider>
      )}
    </div>
  );
}
