import type { ComponentProps } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { Hint } from './hint';

interface IconButtonProps extends Omit<ComponentProps<typeof Button>, 'aria-label'> {
  /** What it does; its accessible name and its tooltip. */
  readonly label: string;
  /** The key that does the same. */
  readonly shortcut?: string;
}

/** A square button that shows an icon alone. */
export function IconButton({ label, shortcut, className, ...rest }: IconButtonProps) {
  return (
    <Hint text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <Button look="ghost" aria-label={label} className={cn('w-8 px-0', className)} {...rest} />
    </Hint>
  );
}
