import { Check, CircleSlash, TriangleAlert, X } from 'lucide-react';
import type { CheckStatus } from '@/lib/service/quality/quality-report';
import type { StateLook } from '../ui/state-look';

/** How the end of a check looks: never by colour alone. */
export const checkLooks = {
  error: {
    label: 'Not checked',
    meaning: 'The check could not be made',
    icon: CircleSlash,
    tint: 'text-run-failed',
    ground: 'bg-run-failed-soft',
    colour: 'var(--run-failed)',
  },
  fail: {
    label: 'Failed',
    meaning: 'Rows break it, and its node failed',
    icon: X,
    tint: 'text-run-failed',
    ground: 'bg-run-failed-soft',
    colour: 'var(--run-failed)',
  },
  warn: {
    label: 'Warning',
    meaning: 'Rows break it; the run went on, as it was asked to',
    icon: TriangleAlert,
    tint: 'text-run-stopped',
    ground: 'bg-run-stopped-soft',
    colour: 'var(--run-stopped)',
  },
  pass: {
    label: 'Passed',
    meaning: 'No row breaks it, or no more than are allowed',
    icon: Check,
    tint: 'text-run-success',
    ground: 'bg-run-success-soft',
    colour: 'var(--run-success)',
  },
} as const satisfies Record<CheckStatus, StateLook>;

/** What needs attention first. */
export const checkOrder: readonly CheckStatus[] = ['error', 'fail', 'warn', 'pass'];
