import {
  ArrowUp,
  Ban,
  Clock,
  Equal,
  FileWarning,
  FileX,
  Minus,
  PencilLine,
  Play,
  Plus,
  RotateCw,
  Tag,
  TriangleAlert,
  Zap,
} from 'lucide-react';
import type { NodeFreshness, NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { paleCached, type StateLook } from './state-look';

/** Effects are paler than their causes. */
const paleStale = 'color-mix(in srgb, var(--next-stale) 50%, var(--surface))';

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
    paleColour: paleStale,
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
    colour: 'var(--run-cached)',
    paleColour: paleCached,
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
    paleColour: paleStale,
  },
  same: {
    label: 'Same',
    meaning: 'As in what it is compared with',
    icon: Equal,
    tint: 'text-run-cached',
    ground: '',
    colour: 'var(--run-cached)',
    paleColour: paleCached,
  },
  past: {
    label: 'Past',
    meaning: 'As it was in a past run',
    icon: Clock,
    tint: 'text-run-cached',
    ground: '',
    colour: 'var(--run-cached)',
    paleColour: paleCached,
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
