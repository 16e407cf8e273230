import { Ban, Play, Zap, type LucideIcon } from 'lucide-react';
import type { PlanReviewEntry } from '@/lib/service/planning/plan-review';
import { cn } from '../ui/cn';

export type PlanDecision = PlanReviewEntry['decision'];

/** How the plan's three decisions look and are called, in the words of the command line. */
export const decisions: Record<
  PlanDecision,
  {
    readonly word: string;
    readonly count: string;
    readonly icon: LucideIcon;
    readonly tint: string;
  }
> = {
  run: { word: 'RUN', count: 'to run', icon: Play, tint: 'text-run-running' },
  cached: { word: 'CACHED', count: 'cached', icon: Zap, tint: 'text-run-cached' },
  skip: { word: 'SKIP', count: 'skipped', icon: Ban, tint: 'text-run-skipped' },
};

export function DecisionIcon({ decision }: { readonly decision: PlanDecision }) {
  const { icon: Icon, tint } = decisions[decision];
  return <Icon aria-hidden className={cn('size-3.5 shrink-0', tint)} strokeWidth={2.25} />;
}
