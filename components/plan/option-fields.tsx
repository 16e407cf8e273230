'use client';

import { Choice } from '../ui/choice';
import { SwitchField } from '../ui/switch-field';
import { parseParams } from './parse-params';
import type { RunOptions } from './run-options';

/** How a run treats failures and slots, and its parameters, to be filled in. */
export function OptionFields({
  options,
  onChange,
}: {
  readonly options: RunOptions;
  readonly onChange: (options: RunOptions) => void;
}) {
  const set = (more: Partial<RunOptions>): void => onChange({ ...options, ...more });
  return (
    <div className="grid gap-2.5 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-ink-soft">When a node fails</span>
        <Choice
          label="When a node fails"
          value={options.onFailure}
          options={[
            { value: 'stop', label: 'start no others' },
            { value: 'cancel', label: 'cancel all' },
            { value: 'continue', label: 'go on with the rest' },
          ]}
          onChange={(onFailure) => set({ onFailure })}
        />
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <NumberField
          label="Further attempts"
          value={options.retry}
          least={0}
          most={10}
          onChange={(retry) => set({ retry: retry ?? 0 })}
        />
        <NumberField
          label="At the same time"
          placeholder="cores"
          value={options.parallel}
          least={1}
          most={256}
          onChange={(parallel) => set({ parallel })}
        />
      </div>
      <label className="flex items-center gap-2 text-ink-soft">
        Parameters
        <input
          type="text"
          // Planned when it is complete, not at every letter.
          defaultValue={options.params}
          onBlur={(event) => {
            if (event.target.value !== options.params) set({ params: event.target.value });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
          aria-invalid={parseParams(options.params) === null}
          placeholder="min_amount=5 region=north"
          spellCheck={false}
          className="h-7 min-w-0 flex-1 rounded-md border border-line bg-surface px-2 font-mono text-xs text-ink placeholder:text-ink-faint aria-invalid:border-run-failed"
        />
      </label>
      {parseParams(options.params) === null && (
        <p role="alert" className="text-xs">
          Parameters are written as key=value, with spaces between. These are not used.
        </p>
      )}
      <SwitchField
        label="Stop early where outputs come out unchanged"
        checked={options.earlyCutoff}
        onChange={(earlyCutoff) => set({ earlyCutoff })}
      />
    </div>
  );
}

function NumberField({
  label,
  value,
  least,
  most,
  placeholder,
  onChange,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly least: number;
  readonly most: number;
  readonly placeholder?: string;
  /** Null: the field is empty. */
  readonly onChange: (value: number | null) => void;
}) {
  return (
    <label className="flex items-center gap-2 text-ink-soft">
      {label}
      <input
        type="number"
        min={least}
        max={most}
        placeholder={placeholder}
        value={value ?? ''}
        onChange={(event) => {
          const typed = event.target.valueAsNumber;
          onChange(Number.isNaN(typed) ? null : Math.max(least, Math.min(most, Math.round(typed))));
        }}
        className="h-7 w-16 rounded-md border border-line bg-surface px-2 text-right text-sm text-ink tabular-nums"
      />
    </label>
  );
}
