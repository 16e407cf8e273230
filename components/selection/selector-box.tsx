'use client';

import { Search, X } from 'lucide-react';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { quoteForShell } from '@/lib/events/request-flags';
import {
  completeSelector,
  type Completion,
  type Completions,
  type SelectorVocabulary,
} from '@/lib/graph/selectors/complete-selector';
import type { SelectorError } from '@/lib/graph/selectors/selector-error';
import { CopyButton } from '../ui/copy-button';
import { IconButton } from '../ui/icon-button';
import { Kbd } from '../ui/kbd';
import { useHotkeys } from '../ui/use-hotkeys';
import { CompletionList } from './completion-list';
import type { SelectorMatch } from './match-selector';

interface SelectorBoxProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly match: SelectorMatch;
  readonly vocabulary: () => SelectorVocabulary;
  /** Enter: go to the first node that is found. */
  readonly onGo: () => void;
  /** Whether somebody is writing in it. */
  readonly onWriting: (isWriting: boolean) => void;
}

/** Where the selector is written: completes it, marks where it is wrong, and counts what it finds. */
export function SelectorBox({
  text,
  onText,
  match,
  vocabulary,
  onGo,
  onWriting,
}: SelectorBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const [caret, setCaret] = useState(text.length);
  const isWrong = match.problem !== null;
  const completes = isOpen || isWrong;
  const completions = useMemo(
    () =>
      completes
        ? completeSelector(text, Math.min(caret, text.length), vocabulary())
        : noCompletions,
    [completes, text, caret, vocabulary],
  );
  const { options } = completions;
  useHotkeys({ '/': () => input.current?.focus() });

  const shows = isOpen && (options.length > 0 || isWrong || match.notes.length > 0);

  const close = (): void => {
    setIsOpen(false);
    setChosen(-1);
  };
  const take = ({ insert }: Completion): void => {
    const next = text.slice(0, completions.from) + insert + text.slice(completions.to);
    const at = completions.from + insert.length;
    onText(next);
    setCaret(at);
    setChosen(-1);
    // A condition is begun only: its values come next.
    setIsOpen(insert.endsWith(':'));
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const option = options[chosen];
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        const step = event.key === 'ArrowDown' ? 1 : -1;
        // What a closed list has is not known yet.
        const last = completes ? options.length - 1 : 0;
        setIsOpen(true);
        setChosen((at) => Math.max(-1, Math.min(last, at + step)));
        return;
      }
      case 'Tab':
        if (isOpen && !event.shiftKey && options[0] !== undefined && text !== '') {
          event.preventDefault();
          take(option ?? options[0]);
        }
        return;
      case 'Enter':
        if (isOpen && option !== undefined) take(option);
        else {
          close();
          onGo();
        }
        return;
      case 'Escape':
        event.stopPropagation();
        if (shows) close();
        else {
          close();
          onText('');
          input.current?.blur();
        }
    }
  };
  const command = `seeknal list --select ${quoteForShell(match.answers ?? text)}`;

  return (
    <div className="relative min-w-48 flex-1 max-sm:basis-full sm:max-w-xl">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint"
      />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Find nodes"
        aria-expanded={shows}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={chosen >= 0 ? `${listId}-${String(chosen)}` : undefined}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${listId}-problem` : undefined}
        placeholder="Find nodes: name, kind:, tag:, state:changed, +name+"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          onText(event.target.value);
          setCaret(event.target.selectionStart ?? event.target.value.length);
          setIsOpen(true);
          setChosen(-1);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? text.length)}
        onScroll={(event) => {
          if (mirror.current !== null) mirror.current.scrollLeft = event.currentTarget.scrollLeft;
        }}
        onClick={() => setIsOpen(true)}
        onFocus={() => onWriting(true)}
        onBlur={() => {
          close();
          onWriting(false);
        }}
        onKeyDown={onKeyDown}
        className="h-8 w-full rounded-md border border-line bg-surface pr-32 pl-8 font-mono text-xs shadow-card transition-colors placeholder:font-sans placeholder:text-sm placeholder:text-ink-faint hover:border-line-strong aria-invalid:border-run-failed/60"
      />
      {match.problem !== null && (
        <div
          ref={mirror}
          aria-hidden
          className="pointer-events-none absolute inset-y-0 right-32 left-8 overflow-hidden font-mono text-xs leading-8 whitespace-pre text-transparent"
        >
          {text.slice(0, match.problem.at.start)}
          <span
            data-selector-problem
            className="underline decoration-run-failed decoration-wavy decoration-1 underline-offset-4"
          >
            {text.slice(match.problem.at.start, match.problem.at.end) || ' '}
          </span>
        </div>
      )}
      <span className="absolute top-0.5 right-1 flex h-7 items-center gap-0.5 text-2xs text-ink-faint">
        {text === '' ? (
          <Kbd>/</Kbd>
        ) : (
          <>
            <span role="status" className="px-1 whitespace-nowrap tabular-nums">
              {match.ids === null
                ? isWrong
                  ? wrongWord(match.problem, options)
                  : ''
                : `${String(match.ids.size)} found`}
            </span>
            {(!isWrong || match.answers !== null) && (
              <CopyButton text={command} label="Copy as command" className="size-7" />
            )}
            <IconButton label="Clear search" className="size-7" onClick={() => onText('')}>
              <X />
            </IconButton>
          </>
        )}
      </span>
      <CompletionList
        id={listId}
        open={shows}
        options={options}
        chosen={chosen}
        match={match}
        onTake={take}
      />
    </div>
  );
}

const noCompletions: Completions = { from: 0, to: 0, options: [] };

/** What is the matter, in the room of a word: what can be completed is only begun. */
function wrongWord(problem: SelectorError | null, options: readonly Completion[]): string {
  if (options.some((option) => option.what === 'value')) return 'incomplete';
  return (problem === null ? undefined : wrongWords[problem.code]) ?? 'incomplete';
}

const wrongWords: Partial<Record<SelectorError['code'], string>> = {
  unknown_word: 'unknown value',
  unknown_kind: 'unknown kind',
  unknown_method: 'unknown condition',
  ambiguous_name: 'ambiguous',
};
