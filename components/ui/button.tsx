import type { ComponentProps } from 'react';
import { cn } from './cn';

const looks = {
  primary: 'bg-ink text-surface hover:bg-ink/85 shadow-card',
  plain:
    'bg-surface text-ink border border-line hover:bg-hover hover:border-line-strong shadow-card',
  ghost: 'text-ink-soft hover:bg-hover hover:text-ink',
  danger: 'bg-surface text-ink border border-run-failed/50 hover:bg-run-failed-soft',
} as const;

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof looks;
  /**
   * Why the button can't be used now. It then stays reachable, so that keyboard and screen reader learn the
   * reason too, and a click does nothing.
   */
  readonly unavailable?: string | null;
}

/** How a button looks; for links that stand among buttons too. */
export function buttonClass(look: keyof typeof looks, className?: string): string {
  return cn(
    'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-2.5 text-sm font-medium whitespace-nowrap transition-colors select-none',
    'disabled:pointer-events-none disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
    '[&_svg]:size-4 [&_svg]:shrink-0',
    looks[look],
    className,
  );
}

/** The one button of the house. */
export function Button({
  look = 'plain',
  unavailable = null,
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={unavailable === null ? undefined : true}
      title={unavailable ?? rest.title}
      onClick={unavailable === null ? onClick : undefined}
      className={buttonClass(look, className)}
    >
      {children}
    </button>
  );
}
