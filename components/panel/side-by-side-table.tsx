import { useMemo } from 'react';
import { cn } from '../ui/cn';
import type { CodeLanguage } from '../ui/highlight-code';
import { codeDiff, type DiffSide } from './code-diff';
import { DiffLineCode } from './diff-line-code';
import { diffLooks } from './diff-looks';

interface SideBySideTableProps {
  /** What it is, for screen readers: "SQL". */
  readonly label: string;
  readonly language: CodeLanguage;
  /** Null: there was no such text. */
  readonly before: string | null;
  /** Null: there is none now. */
  readonly after: string | null;
}

/** Two versions of a text line by line beside each other; where there is no room for that, one below the other. */
export function SideBySideTable({ label, language, before, after }: SideBySideTableProps) {
  const rows = useMemo(() => codeDiff(before, after, language), [before, after, language]);
  return (
    <table
      aria-label={label}
      className="w-full table-fixed font-mono text-xs leading-5 max-sm:block [&_tbody]:max-sm:block [&_tr]:max-sm:block"
    >
      <thead className="sr-only">
        <tr>
          <th>Before</th>
          <th>Now</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ before: left, after: right, changed }, index) => (
          <tr key={index} className="align-top">
            <Cell
              line={left}
              side={changed ? 'before' : 'both'}
              // What is the same needs to stand there once.
              className={changed ? '' : 'max-sm:hidden'}
            />
            <Cell line={right} side={changed ? 'after' : 'both'} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({
  line,
  side,
  className = '',
}: {
  readonly line: DiffSide | null;
  readonly side: keyof typeof diffLooks;
  readonly className?: string;
}) {
  if (line === null) {
    return <td className="border-r border-line bg-sunken last:border-r-0 max-sm:hidden" />;
  }
  const { sign, word, ground, mark } = diffLooks[side];
  return (
    <td
      className={cn(
        'border-r border-line px-2 last:border-r-0 max-sm:block max-sm:border-r-0',
        ground,
        className,
      )}
    >
      <span className="flex gap-2">
        <span aria-hidden className="w-8 shrink-0 text-right text-ink-faint select-none">
          {line.number}
        </span>
        <span aria-hidden className="w-2 shrink-0 select-none">
          {sign}
        </span>
        <span className="sr-only">{word}</span>
        <span className="min-w-0 break-words whitespace-pre-wrap">
          <DiffLineCode line={line} mark={mark} />
        </span>
      </span>
    </td>
  );
}
