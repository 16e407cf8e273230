'use client';

import { ReactFlowProvider } from '@xyflow/react';
import { useLayoutEffect, useRef, useState } from 'react';
import { FlowView, type FlowViewProps } from './flow-view';
import { toFlowNodes } from './to-flow';
import { leastZoom, wholeGraph } from './use-refit';

/**
 * The place of the graph. Its size is known before the graph is drawn, so that the first picture is already the whole
 * graph at its zoom, and not every card at full size.
 */
export function Canvas(props: FlowViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    if (place.current === null) return;
    const { width, height } = place.current.getBoundingClientRect();
    setSize({ width, height });
  }, []);
  return (
    <div ref={place} className="h-full">
      {size !== null && <MeasuredCanvas {...props} {...size} />}
    </div>
  );
}

function MeasuredCanvas({
  width,
  height,
  ...props
}: FlowViewProps & { readonly width: number; readonly height: number }) {
  const { snapshot, topology } = props;
  const [nodes] = useState(() =>
    toFlowNodes({
      snapshot,
      graph: topology.graph,
      order: topology.order,
      positions: topology.placement.positions,
      view: null,
      matches: null,
      selected: [],
      tabStop: null,
    }),
  );
  return (
    <ReactFlowProvider
      initialNodes={nodes}
      initialWidth={width}
      initialHeight={height}
      initialMinZoom={leastZoom}
      initialMaxZoom={wholeGraph.maxZoom}
      initialFitViewOptions={wholeGraph}
      fitView
    >
      <FlowView {...props} />
    </ReactFlowProvider>
  );
}
