import {
  ArrowUp,
  Asterisk,
  Ban,
  Check,
  CircleDashed,
  Clock,
  Equal,
  FileWarning,
  FileX,
  LoaderCircle,
  Minus,
  Octagon,
  PencilLine,
  Play,
  Plus,
  RotateCw,
  Tag,
  TriangleAlert,
  Unplug,
  X,
  Zap,
  type LucideIcon,
} from 'lucide-react';
import type { NodeStatus, RunOutcome } from '@/lib/events/run-event';
import type { NodeFreshness, NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { cn } from './cn';

/** How one state looks: never by colour alone, always with an icon and a word. */
export interface StateLook {
  readonly label: string;
  /** One sentence for legends and tooltips. */
  readonly meaning: string;
  readonly icon: LucideIcon;
  /** Colour of icon and stripe; words keep the colour of text, for contrast. */
  readonly tint: string;
  /** Ground of a chip or card in this state. */
  readonly ground: string;
  /** As a CSS colour, for what draws without classes. */
  readonly colour: string;
}

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
    colour: 'color-mix(in srgb, var(--run-cached) 45%, var(--surface))',
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

/** What the next run would do with a node, and why. */
export const freshnessStates = {
  new: {
    label: 'New',
    meaning: 'Never built',
    icon: Plus,
    tint: 'text-next-new',
    ground: '',
    colour: 'var(--next-new)',
  },
  changed: {
    label: 'Changed',
    meaning: 'Its definition or its data differs from what was last built',
    icon: PencilLine,
    tint: 'text-next-changed',
    ground: '',
    colour: 'var(--next-changed)',
  },
  stale: {
    label: 'Upstream changed',
    meaning: 'Something that it reads will be rebuilt',
    icon: ArrowUp,
    tint: 'text-next-stale',
    ground: '',
    colour: 'var(--next-stale)',
  },
  failed: {
    label: 'Failed last',
    meaning: 'Failed in the last run and will be tried again',
    icon: TriangleAlert,
    tint: 'text-run-failed',
    ground: '',
    colour: 'var(--run-failed)',
  },
  missing: {
    label: 'Output missing',
    meaning: 'Its output file is gone',
    icon: FileX,
    tint: 'text-next-missing',
    ground: '',
    colour: 'var(--next-missing)',
  },
  always: {
    label: 'Runs always',
    meaning: 'Its outcome depends on when it runs',
    icon: RotateCw,
    tint: 'text-next-always',
    ground: '',
    colour: 'var(--next-always)',
  },
  cached: {
    label: 'Cached',
    meaning: 'Up to date: its last output will be kept',
    icon: Zap,
    tint: 'text-run-cached',
    ground: '',
    colour: 'color-mix(in srgb, var(--run-cached) 45%, var(--surface))',
  },
  broken: {
    label: 'Broken',
    meaning: 'Its file has errors; drawn as it was last read',
    icon: FileWarning,
    tint: 'text-run-failed',
    ground: 'bg-run-failed-soft',
    colour: 'var(--run-failed)',
  },
  removed: {
    label: 'Removed',
    meaning: 'Was there when the project was last built, and is gone',
    icon: Minus,
    tint: 'text-run-failed',
    ground: '',
    colour: 'var(--run-skipped)',
  },
  planned: {
    label: 'Will run',
    meaning: 'Runs in the plan that is shown',
    icon: Play,
    tint: 'text-run-running',
    ground: 'bg-run-running-soft',
    colour: 'var(--run-running)',
  },
  excluded: {
    label: 'Left out',
    meaning: 'Not part of the plan that is shown',
    icon: Ban,
    tint: 'text-run-skipped',
    ground: '',
    colour: 'var(--run-skipped)',
  },
  added: {
    label: 'Added',
    meaning: 'Not there in what it is compared with',
    icon: Plus,
    tint: 'text-next-new',
    ground: '',
    colour: 'var(--next-new)',
  },
  breaking: {
    label: 'Breaking',
    meaning: 'Takes away what others may read',
    icon: TriangleAlert,
    tint: 'text-run-failed',
    ground: '',
    colour: 'var(--run-failed)',
  },
  compatible: {
    label: 'Non-breaking',
    meaning: 'Makes something else, and takes nothing away',
    icon: PencilLine,
    tint: 'text-next-changed',
    ground: '',
    colour: 'var(--next-changed)',
  },
  metadata: {
    label: 'Metadata',
    meaning: 'Only its words differ: nothing is rebuilt',
    icon: Tag,
    tint: 'text-next-always',
    ground: '',
    colour: 'var(--next-always)',
  },
  affected: {
    label: 'Affected',
    meaning: 'Downstream of a change',
    icon: ArrowUp,
    tint: 'text-next-stale',
    ground: '',
    colour: 'var(--next-stale)',
  },
  same: {
    label: 'Same',
    meaning: 'As in what it is compared with',
    icon: Equal,
    tint: 'text-run-cached',
    ground: '',
    colour: 'color-mix(in srgb, var(--run-cached) 45%, var(--surface))',
  },
  past: {
    label: 'Past',
    meaning: 'As it was in a past run',
    icon: Clock,
    tint: 'text-run-cached',
    ground: '',
    colour: 'color-mix(in srgb, var(--run-cached) 45%, var(--surface))',
  },
} as const satisfies Record<NodeFreshness, StateLook>;

const failedAndEdited: StateLook = {
  ...freshnessStates.failed,
  label: 'Failed last, edited',
  meaning: 'Failed in the last run and will be tried again; was edited since it was built',
};

/** What the next run would do with a node; of one that failed also whether it was edited since it was built. */
export function nextLook({
  freshness,
  change,
}: Pick<NodeSnapshot, 'freshness' | 'change'>): StateLook {
  const isEdited = freshness === 'failed' && change.type === 'modified';
  return isEdited ? failedAndEdited : freshnessStates[freshness];
}

/** Nothing has happened to the node since it was built, as far as is shown. */
export function isAsItWas({ freshness }: { readonly freshness: NodeFreshness }): boolean {
  return freshness === 'cached' || freshness === 'past';
}

/** The order in which legends and summaries name them: what needs attention first. */
export const freshnessOrder: readonly NodeFreshness[] = [
  'broken',
  'planned',
  'added',
  'breaking',
  'compatible',
  'metadata',
  'affected',
  'failed',
  'new',
  'changed',
  'stale',
  'missing',
  'always',
  'removed',
  'excluded',
  'cached',
  'same',
];

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

/** The icon of a state in its colour; what runs turns. */
export function StateIcon({
  look,
  className,
}: {
  readonly look: StateLook;
  readonly className?: string;
}) {
  const Icon = look.icon;
  return (
    <Icon
      aria-hidden
      strokeWidth={2.25}
      className={cn(
        'size-3.5 shrink-0',
        look.tint,
        look.icon === LoaderCircle && 'animate-spin',
        className,
      )}
    />
  );
}

/** Icon and word. */
export function StateLabel({
  look,
  className,
}: {
  readonly look: StateLook;
  readonly className?: string;
}) {
  return (
    <span
      title={look.meaning}
      className={cn('inline-flex items-center gap-1.5 whitespace-nowrap', className)}
    >
      <StateIcon look={look} />
      {look.label}
    </span>
  );
}
