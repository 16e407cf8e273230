import { useMemo } from 'react';
import { cn } from '../ui/cn';
import { CodeLine } from '../ui/code-line';
import { highlightLines, type CodeLanguage, type CodePiece } from '../ui/highlight-code';
import { lineDiff } from './line-diff';
import { pairLines } from './pair-lines';
import { markPieces, wordDiff, type Spans } from './word-diff';

interface SideBySideTableProps {
  /** What it is, for screen readers: "SQL". */
  readonly label: string;
  readonly language: CodeLanguage;
  readonly before: string;
  readonly after: string;
}

/** Two versions of a text line by line beside each other; where there is no room for that, one below the other. */
export function SideBySideTable({ label, language, before, after }: SideBySideTableProps) {
  const rows = useMemo(() => {
    const old = highlightLines(before, language);
    const now = highlightLines(after, language);
    return pairLines(lineDiff(before, after)).map((pair) => ({
      ...pair,
      marks:
        pair.changed && pair.before !== null && pair.after !== null
          ? wordDiff(pair.before.text, pair.after.text)
          : noMarks,
      old: pair.before === null ? null : (old[pair.before.number - 1] ?? []),
      now: pair.after === null ? null : (now[pair.after.number - 1] ?? []),
    }));
  }, [before, after, language]);
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
        {rows.map(({ before: left, after: right, old, now, changed, marks }, index) => (
          <tr key={index} className="align-top">
            <Cell
              number={left?.number}
              pieces={old}
              marks={marks.before}
              look={changed ? removed : same}
              // What is the same needs to stand there once.
              className={changed ? '' : 'max-sm:hidden'}
            />
            <Cell
              number={right?.number}
              pieces={now}
              marks={marks.after}
              look={changed ? added : same}
            />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const noMarks = { before: [], after: [] };

/** How a line looks that is there on one side, or on both. */
const removed = {
  sign: '−',
  word: 'removed: ',
  ground: 'bg-run-failed-soft',
  mark: 'bg-run-failed/25',
};
const added = {
  sign: '+',
  word: 'added: ',
  ground: 'bg-run-success-soft',
  mark: 'bg-run-success/25',
};
const same = { sign: '', word: '', ground: '', mark: '' };

function Cell({
  number,
  pieces,
  marks,
  look,
  className = '',
}: {
  readonly number: number | undefined;
  /** Null: this side has no such line. */
  readonly pieces: readonly CodePiece[] | null;
  readonly marks: Spans;
  readonly look: typeof same;
  readonly className?: string;
}) {
  if (pieces === null) {
    return <td className="border-r border-line bg-sunken last:border-r-0 max-sm:hidden" />;
  }
  return (
    <td
      className={cn(
        'border-r border-line px-2 last:border-r-0 max-sm:block max-sm:border-r-0',
        look.ground,
        className,
      )}
    >
      <span className="flex gap-2">
        <span aria-hidden className="w-8 shrink-0 text-right text-ink-faint select-none">
          {number}
        </span>
        <span aria-hidden className="w-2 shrink-0 select-none">
          {look.sign}
        </span>
        <span className="sr-only">{look.word}</span>
        <span className="min-w-0 break-words whitespace-pre-wrap">
          {markPieces(pieces, marks).map((piece, index) =>
            piece.changed ? (
              <mark key={index} className={cn('rounded-xs text-inherit', look.mark)}>
                <CodeLine pieces={[piece]} />
              </mark>
            ) : (
              <CodeLine key={index} pieces={[piece]} />
            ),
          )}
        </span>
      </span>
    </td>
  );
}
