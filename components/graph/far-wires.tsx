'use client';

import { useStore, ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import type { ProjectSnapshot } from '@/lib/service/project-snapshot';
import { cardSize } from './card-size';
import type { Placement } from './place-nodes';
import { wireId } from './to-flow';
import { wirePath } from './wire-path';

interface FarWiresProps {
  readonly edges: ProjectSnapshot['edges'];
  readonly placement: Placement;
}

/** Pixels on the screen. */
const wireWidth = 0.6;

/** All wires as one path, for the view from far away. */
export const FarWires = memo(function FarWires({ edges, placement }: FarWiresProps) {
  // The viewport scales what is in it, and a wire that is scaled down with it can't be seen any more.
  const zoom = useStore((state) => state.transform[2]);
  const path = useMemo(
    () => edges.map((edge) => pathOf(edge, placement)).join(''),
    [edges, placement],
  );
  return (
    <ViewportPortal>
      <svg className="pointer-events-none absolute top-0 left-0 -z-10 overflow-visible" aria-hidden>
        <path d={path} fill="none" stroke="var(--wire)" strokeWidth={wireWidth / zoom} />
      </svg>
    </ViewportPortal>
  );
});

function pathOf(
  { from, to }: FarWiresProps['edges'][number],
  { positions, routes }: Placement,
): string {
  const start = positions.get(from);
  const end = positions.get(to);
  if (start === undefined || end === undefined) return '';
  const middle = cardSize.height / 2;
  return wirePath([
    { x: start.x + cardSize.width, y: start.y + middle },
    ...(routes.get(wireId(from, to)) ?? []),
    { x: end.x, y: end.y + middle },
  ]);
}
