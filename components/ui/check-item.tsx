'use client';

import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

/** One of several things in a menu that may be chosen together: the menu stays open. */
export function CheckItem({
  checked,
  onChange,
  disabled = false,
  aside,
  children,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  /** What is to be known of it beside its name. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <DropdownMenu.CheckboxItem
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className="relative flex cursor-default items-center gap-2 rounded-md py-1 pr-2 pl-7 text-sm outline-none data-disabled:text-ink-faint data-highlighted:bg-hover"
    >
      <DropdownMenu.ItemIndicator className="absolute left-2.5">
        <Check aria-hidden className="size-3.5" />
      </DropdownMenu.ItemIndicator>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <span className="text-2xs text-ink-faint tabular-nums">{aside}</span>
    </DropdownMenu.CheckboxItem>
  );
}
