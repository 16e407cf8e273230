import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';

const words = { asc: 'ascending', desc: 'descending' } as const;

/** The head of a column by which a table can be sorted. */
export function SortHeading({
  children,
  hint,
  index,
  sorted,
  onSort,
  className,
}: {
  readonly children: ReactNode;
  readonly hint?: string;
  /** Where it stands among all columns, from 1, when not all of them are shown. */
  readonly index?: number | undefined;
  readonly sorted: 'asc' | 'desc' | false;
  readonly onSort: (event: unknown) => void;
  readonly className?: string;
}) {
  const Arrow = sorted === 'desc' ? ArrowDown : ArrowUp;
  return (
    <span
      role="columnheader"
      aria-colindex={index}
      aria-sort={sorted === false ? 'none' : words[sorted]}
      className={className}
    >
      <button
        type="button"
        title={hint}
        onClick={onSort}
        className="inline-flex items-center gap-1 rounded hover:text-ink"
      >
        {children}
        {sorted !== false && <Arrow aria-hidden className="size-3" />}
      </button>
    </span>
  );
}
