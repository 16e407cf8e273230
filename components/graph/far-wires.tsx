'use client';

import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import type { ProjectSnapshot } from '@/lib/service/project-snapshot';
import { cardSize } from './card-size';
import type { Placement } from './place-nodes';
import { wireId } from './to-flow';
import { wirePath } from './wire-path';

interface FarWiresProps {
  readonly edges: ProjectSnapshot['edges'];
  readonly placement: Placement;
}

/** All wires as one path, for the view from far away. */
export const FarWires = memo(function FarWires({ edges, placement }: FarWiresProps) {
  return (
    <ViewportPortal>
      <svg className="pointer-events-none absolute top-0 left-0 -z-10 overflow-visible" aria-hidden>
        <path
          d={edges.map((edge) => pathOf(edge, placement)).join('')}
          fill="none"
          stroke="var(--wire)"
          strokeWidth={0.75}
          vectorEffect="non-scaling-stroke"
        />
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
