'use client';

import { formatDuration } from './format-duration';
import { useNow } from './use-now';

/** Time since `fromMs`, counting until `toMs` is known. */
export function Elapsed({
  fromMs,
  toMs,
  className,
}: {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly className?: string;
}) {
  const now = useNow(toMs === null ? 100 : null);
  const end = toMs ?? now;
  return (
    <span className={className}>
      {end === null ? '…' : formatDuration(Math.max(0, end - fromMs) / 1000)}
    </span>
  );
}
