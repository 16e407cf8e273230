import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface NoticeProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** What happened or what is missing, in a sentence or two. */
  readonly children: ReactNode;
  /** What to do next: buttons, links, commands. */
  readonly actions?: ReactNode;
}

/** A page, or a part of one, that has nothing to show: says why and what to do. */
export function Notice({ icon: Icon, title, children, actions }: NoticeProps) {
  return (
    <section className="flex min-h-0 flex-1 flex-col items-center justify-center px-6 py-16 text-center">
      <div className="mb-5 flex size-12 items-center justify-center rounded-xl border border-line bg-surface shadow-card">
        <Icon aria-hidden className="size-5 text-ink-soft" strokeWidth={1.75} />
      </div>
      <h1 className="text-lg font-semibold tracking-tight text-balance">{title}</h1>
      <div className="mt-1.5 max-w-md text-sm text-pretty text-ink-soft">{children}</div>
      {actions !== undefined && (
        <div className="mt-6 flex max-w-full flex-wrap items-center justify-center gap-2">
          {actions}
        </div>
      )}
    </section>
  );
}
