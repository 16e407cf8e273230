import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { cn } from '../ui/cn';
import { freshnessStates } from '../ui/freshness-states';
import { StateIcon } from '../ui/state-label';
import type { StateLook } from '../ui/state-look';

/** How an edit is told on a card: a letter, and the way in which the stripe at its left is drawn. */
interface ChangeMark {
  readonly letter: string;
  /** What the letter stands for; empty where the state's own word says it. */
  readonly word: string;
  readonly stripe: 'solid' | 'thin' | 'dotted' | 'hatched' | 'dashed';
}

const marks = {
  added: { letter: '+', word: '', stripe: 'solid' },
  breaking: { letter: '~', word: 'breaking', stripe: 'solid' },
  non_breaking: { letter: '~', word: 'not breaking', stripe: 'thin' },
  metadata: { letter: '·', word: 'metadata only', stripe: 'dotted' },
  removed: { letter: '−', word: '', stripe: 'dashed' },
  stale: { letter: '↑', word: '', stripe: 'hatched' },
} as const satisfies Record<string, ChangeMark>;

/** What was edited in a node, told apart from how it fared in a run; null when nothing was. */
export function changeMark({ freshness, changeClass }: NodeSnapshot): ChangeMark | null {
  if (freshness === 'removed') return marks.removed;
  if (changeClass !== null) return marks[changeClass];
  if (freshness === 'new' || freshness === 'added') return marks.added;
  return freshness === 'stale' || freshness === 'affected' ? marks.stale : null;
}

/** What nothing happened to. */
const quiet: ReadonlySet<StateLook> = new Set([freshnessStates.cached, freshnessStates.same]);

/** The stripe at the left of a card. */
export function ChangeStripe({
  mark,
  look,
  thick,
  faint,
}: {
  readonly mark: ChangeMark | null;
  readonly look: StateLook;
  readonly thick: boolean;
  /** The run that goes on has settled it; the project says so in a moment. */
  readonly faint: boolean;
}) {
  const stripe = mark?.stripe ?? 'solid';
  return (
    <span
      aria-hidden
      data-change-stripe={mark === null ? 'none' : stripe}
      className={cn(
        'absolute inset-y-0 left-0',
        stripe === 'thin' ? (thick ? 'w-1.5' : 'w-[3px]') : thick ? 'w-3' : 'w-[6px]',
        look.tint,
        stripe === 'hatched' && 'hatched',
        stripe === 'dotted' && 'dotted-stripe',
        stripe === 'dashed' && 'dashed-stripe',
        (stripe === 'solid' || stripe === 'thin') && 'bg-current',
        (faint || quiet.has(look)) && 'opacity-35',
      )}
    />
  );
}

/** The letter before the state's word; the state's icon where nothing was edited. */
export function ChangeLetter({
  mark,
  look,
}: {
  readonly mark: ChangeMark | null;
  readonly look: StateLook;
}) {
  if (mark === null) return <StateIcon look={look} className="size-3" />;
  return (
    <span
      aria-hidden
      title={mark.word}
      className={cn('w-3 text-center font-mono text-[13px] leading-3 font-bold', look.tint)}
    >
      {mark.letter}
    </span>
  );
}
