'use client';

import { Switch } from 'radix-ui';
import { useId } from 'react';

/** A switch with its label. */
export function SwitchField({
  label,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <Switch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        className="h-[18px] w-8 shrink-0 rounded-full bg-line-strong p-0.5 transition-colors data-[state=checked]:bg-ink"
      >
        <Switch.Thumb className="block size-3.5 rounded-full bg-surface shadow-card transition-transform data-[state=checked]:translate-x-3.5" />
      </Switch.Root>
      <label htmlFor={id} className="text-sm text-ink-soft">
        {label}
      </label>
    </span>
  );
}
