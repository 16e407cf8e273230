import { LoaderCircle } from 'lucide-react';
import { cn } from './cn';
import type { StateLook } from './state-look';

/** The icon of a state in its colour; what runs turns. */
export function StateIcon({
  look,
  className,
}: {
  readonly look: StateLook;
  readonly className?: string;
}) {
  const Icon = look.icon;
  return (
    <Icon
      aria-hidden
      strokeWidth={2.25}
      className={cn(
        'size-3.5 shrink-0',
        look.tint,
        look.icon === LoaderCircle && 'animate-spin',
        className,
      )}
    />
  );
}

/** Icon and word. */
export function StateLabel({
  look,
  className,
}: {
  readonly look: StateLook;
  readonly className?: string;
}) {
  return (
    <span
      title={look.meaning}
      className={cn('inline-flex items-center gap-1.5 whitespace-nowrap', className)}
    >
      <StateIcon look={look} />
      {look.label}
    </span>
  );
}
