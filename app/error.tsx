'use client';

import { Bug, Unplug } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

interface ErrorPageProps {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return error.name === 'ChunkLoadError' ? <OldPage /> : <BrokenPage error={error} reset={reset} />;
}

/** The server has other code than the one that this page was made from. */
function OldPage() {
  return (
    <Notice
      icon={Unplug}
      title="A part of the page did not come"
      actions={
        <Button look="primary" onClick={() => window.location.reload()}>
          Reload the page
        </Button>
      }
    >
      The dashboard may have been updated since this page was opened. Nothing was lost, and runs go
      on.
    </Notice>
  );
}

function BrokenPage({ error, reset }: ErrorPageProps) {
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
