'use client';

import { useId } from 'react';
import { cn } from './cn';

/** A choice of one from a list that may be long; the browser's own, which every person and reader knows. */
export function SelectField<Value extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: {
  /** For screen readers; the chosen option speaks for itself. */
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly className?: string;
}) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const option = options.find((one) => one.value === event.target.value);
          if (option !== undefined) onChange(option.value);
        }}
        className={cn(
          'h-7.5 max-w-56 rounded-md border border-line bg-surface px-2 text-sm text-ink hover:border-line-strong',
          className,
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </>
  );
}
