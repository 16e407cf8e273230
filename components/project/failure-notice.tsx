import { ServerCrash, type LucideIcon } from 'lucide-react';
import type { ServiceError } from '@/lib/service/service-error';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';

/** In place of what could not be loaded: what happened, what to do, and another try. */
export function FailureNotice({
  problem,
  icon = ServerCrash,
  onRetry,
}: {
  readonly problem: Pick<ServiceError, 'message' | 'hint'>;
  readonly icon?: LucideIcon;
  readonly onRetry: () => unknown;
}) {
  return (
    <Notice
      icon={icon}
      title={problem.message}
      actions={<Button onClick={() => void onRetry()}>Try again</Button>}
    >
      {problem.hint}
    </Notice>
  );
}
