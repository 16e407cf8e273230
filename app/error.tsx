'use client';

import { Bug } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

export default function ErrorPage({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}) {
  return (
    <Notice
      icon={Bug}
      title="The page could not be drawn"
      actions={
        <>
          <Button look="primary" onClick={reset}>
            Try again
          </Button>
          <Button onClick={() => window.location.reload()}>Reload the page</Button>
        </>
      }
    >
      This is a mistake of the dashboard, not of your project; nothing was lost, and runs go on.
      {error.digest !== undefined && (
        <span className="mt-1 block font-mono text-xs text-ink-faint">
          The server’s log has more under {error.digest}.
        </span>
      )}
    </Notice>
  );
}
