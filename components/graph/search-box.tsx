'use client';

import { Search, X } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { Kbd } from '../ui/kbd';
import { useHotkeys } from '../ui/use-hotkeys';

interface SearchBoxProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** How many nodes match; null when nothing is looked for. */
  readonly found: number | null;
  /** Enter: go to the first match. */
  readonly onGo: () => void;
}

/** Finds nodes by a piece of their name. */
export function SearchBox({ text, onText, found, onGo }: SearchBoxProps) {
  const ref = useRef<HTMLInputElement>(null);
  useHotkeys({ '/': () => ref.current?.focus() });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onGo();
    if (event.key === 'Escape') {
      onText('');
      ref.current?.blur();
    }
  };
  return (
    <div className="relative w-56 shrink-0 max-sm:w-full max-sm:shrink">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint"
      />
      <input
        ref={ref}
        type="text"
        role="searchbox"
        aria-label="Find nodes"
        placeholder="Find nodes"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-8 w-full rounded-md border border-line bg-surface pr-16 pl-8 text-sm shadow-card transition-colors placeholder:text-ink-faint hover:border-line-strong"
      />
      <span className="absolute top-1.5 right-1.5 flex items-center gap-1 text-2xs text-ink-faint">
        {found !== null && text !== '' && (
          <span role="status" className="tabular-nums">
            {found} found
          </span>
        )}
        {text === '' ? (
          <Kbd>/</Kbd>
        ) : (
          <button
            type="button"
            aria-label="Clear search"
            className="rounded p-0.5 hover:bg-hover hover:text-ink"
            onClick={() => onText('')}
          >
            <X className="size-3.5" />
          </button>
        )}
      </span>
    </div>
  );
}
