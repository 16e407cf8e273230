'use client';

import { ChevronRight } from 'lucide-react';
import { OptionFields } from './option-fields';
import { countSet, useRunOptions } from './run-options';

/** How the run treats failures and slots; remembered for the next runs. */
export function PlanOptions({ onChange }: { readonly onChange: () => void }) {
  const [options, setOptions] = useRunOptions();
  const count = countSet(options);
  return (
    <details className="group">
      <summary className="flex cursor-pointer list-none items-center gap-1 text-xs text-ink-soft hover:text-ink">
        <ChevronRight
          aria-hidden
          className="size-3.5 transition-transform group-open:rotate-90 motion-reduce:transition-none"
        />
        Options
        {count > 0 && <span className="font-medium text-ink">{count} set</span>}
      </summary>
      <div className="mt-2 pl-4.5">
        <OptionFields
          options={options}
          onChange={(next) => {
            setOptions(next);
            onChange();
          }}
        />
      </div>
    </details>
  );
}
