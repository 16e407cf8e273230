import type { ReactNode } from 'react';

/** A titled part of the panel. */
export function Section({
  title,
  aside,
  children,
}: {
  readonly title: string;
  /** A word or count at the right end of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="mt-5 first:mt-0">
      <h3 className="mb-1.5 flex items-baseline justify-between text-xs font-medium text-ink-faint">
        {title}
        {aside}
      </h3>
      {children}
    </section>
  );
}
