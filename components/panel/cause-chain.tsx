'use client';

import { CornerDownRight, Waypoints } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { NodeId } from '@/lib/graph/node-id';
import type { NodeDetail } from '@/lib/service/project/project-snapshot';
import { Button } from '../ui/button';
import { Section } from './section';

interface CauseChainProps {
  readonly detail: NodeDetail;
  readonly onSelect: (id: NodeId) => void;
  /** Draws the way on the graph; null takes it away. */
  readonly onTrace: (ids: readonly NodeId[] | null) => void;
}

/** From the edit that caused it down to this node, each step with its reason; on demand drawn on the graph. */
export function CauseChain({ detail, onSelect, onTrace }: CauseChainProps) {
  const { id, causes } = detail;
  const [isDrawn, setIsDrawn] = useState(false);
  useEffect(() => {
    if (!isDrawn || causes.length === 0) return;
    onTrace([id, ...causes.map((cause) => cause.id)]);
    return () => onTrace(null);
  }, [isDrawn, id, causes, onTrace]);
  if (causes.length === 0) return null;
  return (
    <Section
      title="Because of"
      aside={
        <Button
          look="ghost"
          aria-pressed={isDrawn}
          className="-my-1.5 h-6 px-1.5 text-2xs aria-pressed:bg-hover aria-pressed:text-ink [&_svg]:size-3"
          onClick={() => setIsDrawn(!isDrawn)}
        >
          <Waypoints />
          Show on the graph
        </Button>
      }
    >
      <ol className="-mx-2">
        {causes.toReversed().map((cause, index) => (
          <li key={cause.id}>
            <button
              type="button"
              onClick={() => onSelect(cause.id)}
              style={{ paddingLeft: `${0.5 + index * 0.9}rem` }}
              className="flex w-full items-baseline gap-1.5 rounded-md py-1 pr-2 text-left hover:bg-hover"
            >
              {index > 0 && (
                <CornerDownRight aria-hidden className="size-3 shrink-0 text-ink-faint" />
              )}
              <span className="min-w-0 break-words">
                {cause.id}
                <span className="block text-2xs text-ink-faint">{cause.reason}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </Section>
  );
}
