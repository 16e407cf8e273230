'use client';

import { getBezierPath, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { cn } from '../ui/cn';
import { useEdgeLight } from './path-highlight-context';
import type { WireEdge } from './to-flow';
import { wirePath } from './wire-path';

/** An edge: data flows along it from left to right. */
export const Wire = memo(function Wire(props: EdgeProps<WireEdge>) {
  const light = useEdgeLight(props.data?.from ?? null, props.data?.to ?? null);
  const points = props.data?.points ?? [];
  const path =
    points.length === 0
      ? getBezierPath(props)[0]
      : wirePath([
          { x: props.sourceX, y: props.sourceY },
          ...points,
          { x: props.targetX, y: props.targetY },
        ]);
  return (
    <path
      d={path}
      fill="none"
      className={cn(
        'transition-[stroke,opacity] duration-150',
        light === 'lit' ? 'stroke-[var(--wire-lit)]' : 'stroke-[var(--wire)]',
        props.data?.running === true && 'stroke-[var(--run-running)]',
        light === 'dim' && 'opacity-25',
      )}
      strokeWidth={light === 'lit' || props.data?.running === true ? 2 : 1.25}
      // A wire is as thin far away as it is near, or a thousand of them would vanish.
      vectorEffect="non-scaling-stroke"
    />
  );
});
