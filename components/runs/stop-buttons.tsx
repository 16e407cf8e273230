'use client';

import { useMutation } from '@tanstack/react-query';
import { Octagon } from 'lucide-react';
import { useRef } from 'react';
import { toast } from 'sonner';
import { problemOf, valueOrThrow } from '../project/service-failure';
import { Button } from '../ui/button';
import { Hint } from '../ui/hint';
import { useHotkeys } from '../ui/use-hotkeys';
import { cancelRun } from './actions';

/** Stops a run: first so that it can tidy up, then, when that takes too long, at once. */
export function StopButtons({ runId }: { readonly runId: string }) {
  const stop = useMutation({
    mutationFn: async (force: boolean) => valueOrThrow(await cancelRun({ runId, force })),
    onError: (error) => {
      const problem = problemOf(error);
      toast.error(problem.message, { description: problem.hint });
    },
  });
  const button = useRef<HTMLButtonElement>(null);
  // Not stopped by one key that may have been meant for something else: Enter does it.
  useHotkeys({ s: () => button.current?.focus() });
  const asked = stop.isPending || stop.isSuccess;
  if (!asked) {
    return (
      <Hint
        text="Lets the nodes that run finish and starts no others; what has finished is kept"
        shortcut="s"
      >
        <Button ref={button} look="danger" onClick={() => stop.mutate(false)}>
          <Octagon className="text-run-failed" />
          Stop
        </Button>
      </Hint>
    );
  }
  return (
    <span className="flex items-center gap-2">
      <span role="status" className="text-xs text-ink-soft">
        Stopping…
      </span>
      <Hint text="Ends the nodes that run at once">
        <Button ref={button} look="danger" onClick={() => stop.mutate(true)}>
          Force stop
        </Button>
      </Hint>
    </span>
  );
}
