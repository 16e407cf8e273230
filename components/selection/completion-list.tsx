import type { Completion } from '@/lib/graph/selectors/complete-selector';
import { cn } from '../ui/cn';
import type { SelectorMatch } from './match-selector';

interface CompletionListProps {
  readonly id: string;
  readonly open: boolean;
  readonly options: readonly Completion[];
  /** Index of the option that Enter takes; -1 for none. */
  readonly chosen: number;
  readonly match: SelectorMatch;
  readonly onTake: (option: Completion) => void;
}

/** What may follow in the selector, and above it what is wrong with it. The field keeps the focus. */
export function CompletionList(props: CompletionListProps) {
  const { id, open, options, chosen, match, onTake } = props;
  const { problem, answers, notes } = match;
  const remarks = [
    ...(answers === null ? [] : [`No node is called so; answers ${answers}.`]),
    ...notes,
  ];
  return (
    <div
      className={cn(
        'absolute inset-x-0 top-9 z-30 overflow-hidden rounded-lg border border-line bg-raised shadow-float',
        !open && 'hidden',
      )}
    >
      {problem !== null && (
        <p id={`${id}-problem`} className="border-b border-line px-3 py-2 text-xs">
          <strong className="font-medium">{problem.message}</strong>{' '}
          <span className="text-ink-soft">
            {problem.hint ?? ''} Character {problem.at.start + 1}.
          </span>
        </p>
      )}
      {remarks.map((remark) => (
        <p key={remark} className="border-b border-line px-3 py-2 text-xs text-ink-soft">
          {remark}
        </p>
      ))}
      <ul
        id={id}
        role="listbox"
        aria-label="Completions"
        className={cn('max-h-72 overflow-y-auto py-1', options.length === 0 && 'hidden')}
      >
        {options.map((option, index) => (
          // The keyboard works on the field, as is usual for a combobox.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- see above
          <li
            key={`${option.what} ${option.label}`}
            id={`${id}-${String(index)}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(option)}
            className={cn(
              'flex cursor-pointer items-center gap-3 px-3 py-1 font-mono text-xs hover:bg-hover',
              index === chosen && 'bg-hover',
            )}
          >
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            <span className="font-sans text-2xs text-ink-faint">{option.detail}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
