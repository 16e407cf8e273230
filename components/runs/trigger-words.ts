import type { RunTrigger } from '@/lib/events/run-event';

/** Where a run was started, in words. */
export const triggerWords = {
  cli: 'Terminal',
  dashboard: 'Dashboard',
  api: 'Program',
} as const satisfies Record<RunTrigger, string>;
