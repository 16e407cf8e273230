import {
  Asterisk,
  Ban,
  Check,
  CircleDashed,
  Clock,
  LoaderCircle,
  Octagon,
  Unplug,
  X,
  Zap,
} from 'lucide-react';
import type { NodeStatus, RunOutcome } from '@/lib/events/run-event';
import { paleCached, type StateLook } from './state-look';

/**
 * Where a node stands in a run, as a person sees it: the six statuses, of which two are told apart further. `queued` is
 * pending with everything upstream done, `blocked` is skipped because the run stopped or something upstream failed,
 * `stopped` is failed because a person stopped it.
 */
export type RunStateWord = NodeStatus | 'queued' | 'blocked' | 'stopped';

export const runStates = {
  pending: {
    label: 'Pending',
    meaning: 'Waits for what it reads',
    icon: CircleDashed,
    tint: 'text-run-pending',
    ground: '',
    colour: 'var(--run-pending)',
  },
  queued: {
    label: 'Queued',
    meaning: 'Ready, waits for a free slot',
    icon: Clock,
    tint: 'text-run-pending',
    ground: 'bg-sunken',
    colour: 'var(--run-pending)',
  },
  running: {
    label: 'Running',
    meaning: 'Is being executed',
    icon: LoaderCircle,
    tint: 'text-run-running',
    ground: 'bg-run-running-soft',
    colour: 'var(--run-running)',
  },
  success: {
    label: 'Success',
    meaning: 'Was executed and its output is written',
    icon: Check,
    tint: 'text-run-success',
    ground: 'bg-run-success-soft',
    colour: 'var(--run-success)',
  },
  failed: {
    label: 'Failed',
    meaning: 'Ended with an error',
    icon: X,
    tint: 'text-run-failed',
    ground: 'bg-run-failed-soft',
    colour: 'var(--run-failed)',
  },
  cached: {
    label: 'Cached',
    meaning: 'Unchanged, so its last output was kept',
    icon: Zap,
    tint: 'text-run-cached',
    ground: '',
    colour: 'var(--run-cached)',
    paleColour: paleCached,
  },
  skipped: {
    label: 'Skipped',
    meaning: 'Not part of what was asked for',
    icon: Ban,
    tint: 'text-run-skipped',
    ground: '',
    colour: 'var(--run-skipped)',
  },
  blocked: {
    label: 'Skipped',
    meaning: 'Not reached: something upstream failed or the run was stopped',
    icon: Unplug,
    tint: 'text-run-failed',
    ground: '',
    colour: 'var(--run-skipped)',
  },
  stopped: {
    label: 'Stopped',
    meaning: 'Ended because a person stopped the run',
    icon: Octagon,
    tint: 'text-run-stopped',
    ground: 'bg-run-stopped-soft',
    colour: 'var(--run-stopped)',
  },
} as const satisfies Record<RunStateWord, StateLook>;

/** How a run ended, or that it goes on. */
export type OutcomeWord = RunOutcome | 'running';

export const outcomeStates = {
  running: runStates.running,
  success: {
    ...runStates.success,
    label: 'Succeeded',
    meaning: 'Every node that ran succeeded',
  },
  failed: { ...runStates.failed, meaning: 'At least one node failed' },
  cancelled: { ...runStates.stopped, label: 'Stopped', meaning: 'A person stopped it' },
  interrupted: {
    ...runStates.failed,
    label: 'Interrupted',
    meaning: 'Its process ended without saying goodbye; what had finished is kept',
    icon: Asterisk,
  },
} as const satisfies Record<OutcomeWord, StateLook>;
