import { cn } from '../ui/cn';
import { CopyButton } from '../ui/copy-button';

/** Lines shown around the one with the mistake. */
const around = 4;

interface FailedLinesProps {
  /** What it is, for its head and for screen readers: `SQL`, or the path of a file. */
  readonly name: string;
  readonly lines: readonly string[];
  /** The number of the first of the lines; 1 when left out. */
  readonly first?: number;
  /** Counted as the lines are. */
  readonly at: { readonly line: number; readonly column: number };
  /** What the copy button copies; no button without it. */
  readonly copy?: string;
}

/** Code that failed, with the place marked at which the engine or the interpreter points. */
export function FailedLines({ name, lines, first = 1, at, copy }: FailedLinesProps) {
  const from = Math.max(first, at.line - around);
  return (
    <figure className="group relative overflow-hidden rounded-lg border border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-2 border-b border-line px-3 py-1 text-2xs text-ink-faint">
        <span className="min-w-0 break-all">
          {name}, line {at.line}, column {at.column}
        </span>
        {copy !== undefined && <CopyButton text={copy} label={`Copy ${name}`} className="size-6" />}
      </figcaption>
      <pre
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
        tabIndex={0}
        aria-label={`${name} that failed`}
        className="overflow-x-auto py-1.5 font-mono text-xs leading-5 -outline-offset-2"
      >
        {lines.slice(from - first, at.line + around - first + 1).map((line, index) => {
          const number = from + index;
          const isHere = number === at.line;
          return (
            <div
              key={number}
              data-offending={isHere ? true : undefined}
              className={cn('flex w-max min-w-full', isHere && 'bg-run-failed-soft')}
            >
              <span
                className={cn(
                  'w-10 shrink-0 pr-3 text-right text-ink-faint select-none',
                  isHere && 'font-semibold text-ink',
                )}
              >
                {isHere ? `▸ ${number}` : number}
              </span>
              <span className="pr-4">
                {line}
                {isHere && <span className="sr-only"> (here)</span>}
                {isHere && (
                  <span aria-hidden className="block text-run-failed">
                    {' '.repeat(Math.max(0, at.column - 1))}^
                  </span>
                )}
              </span>
            </div>
          );
        })}
      </pre>
    </figure>
  );
}
