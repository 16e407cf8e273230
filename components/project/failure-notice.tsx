import { ServerCrash, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ServiceError } from '@/lib/service/service-error';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';

/** In place of what could not be loaded: what happened, what to do, and another try. */
export function FailureNotice({
  problem,
  icon = ServerCrash,
  onRetry,
  leave,
}: {
  readonly problem: Pick<ServiceError, 'message' | 'hint'>;
  readonly icon?: LucideIcon;
  readonly onRetry: () => unknown;
  /** A way on, when another try would not help. */
  readonly leave?: ReactNode;
}) {
  return (
    <Notice
      icon={icon}
      title={problem.message}
      actions={
        <>
          <Button onClick={() => void onRetry()}>Try again</Button>
          {leave}
        </>
      }
    >
      {problem.hint}
    </Notice>
  );
}
