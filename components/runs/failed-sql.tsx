import { cn } from '../ui/cn';
import { CopyButton } from '../ui/copy-button';

/** Lines shown around the one with the mistake. */
const around = 4;

/** The SQL that failed, with the line that the engine points at marked. */
export function FailedSql({
  sql,
  at,
}: {
  readonly sql: string;
  readonly at: { readonly line: number; readonly column: number };
}) {
  const lines = sql.replace(/\n$/, '').split('\n');
  const from = Math.max(0, at.line - 1 - around);
  return (
    <figure className="group relative overflow-hidden rounded-lg border border-line bg-sunken">
      <figcaption className="flex items-center justify-between border-b border-line px-3 py-1 text-2xs text-ink-faint">
        <span>
          SQL, line {at.line}, column {at.column}
        </span>
        <CopyButton text={sql} label="Copy SQL" className="size-6" />
      </figcaption>
      <pre
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
        tabIndex={0}
        aria-label="SQL that failed"
        className="overflow-x-auto py-1.5 font-mono text-xs leading-5 -outline-offset-2"
      >
        {lines.slice(from, at.line + around).map((line, index) => {
          const number = from + index + 1;
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
