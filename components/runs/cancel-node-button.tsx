'use client';

import { useMutation } from '@tanstack/react-query';
import { Octagon } from 'lucide-react';
import { toast } from 'sonner';
import type { NodeId } from '@/lib/graph/node-id';
import { problemOf, valueOrThrow } from '../project/service-failure';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { cancelNode } from './actions';

/** Ends one node that runs. What reads it is skipped, the rest of the run goes on. */
export function CancelNodeButton({
  runId,
  nodeId,
  compact = false,
}: {
  readonly runId: string;
  readonly nodeId: NodeId;
  /** An icon alone, for a row of a list. */
  readonly compact?: boolean;
}) {
  const cancel = useMutation({
    mutationFn: async () => valueOrThrow(await cancelNode({ runId, nodeId })),
    onError: (error) => {
      const problem = problemOf(error);
      toast.error(problem.message, { description: problem.hint });
    },
  });
  const asked = cancel.isPending || cancel.isSuccess;
  const label = asked ? `Cancelling ${nodeId}` : `Cancel ${nodeId} alone`;
  if (compact) {
    return (
      <IconButton
        label={label}
        unavailable={asked ? 'It is being ended' : null}
        onClick={() => cancel.mutate()}
        className="size-6 shrink-0"
      >
        <Octagon />
      </IconButton>
    );
  }
  return (
    <Button
      look="danger"
      aria-label={label}
      unavailable={asked ? 'It is being ended' : null}
      onClick={() => cancel.mutate()}
    >
      <Octagon className="text-run-failed" />
      {asked ? 'Cancelling…' : 'Cancel this node'}
    </Button>
  );
}
