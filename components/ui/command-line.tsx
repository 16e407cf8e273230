'use client';

import { CopyButton } from './copy-button';

/** A command to type in a terminal, with a button that copies it. */
export function CommandLine({ command }: { readonly command: string }) {
  return (
    <div className="flex max-w-full min-w-0 items-center gap-2 rounded-lg border border-line bg-sunken py-1 pr-1 pl-3 text-left">
      <span aria-hidden className="font-mono text-xs text-ink-faint select-none">
        $
      </span>
      <code
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
        tabIndex={0}
        className="min-w-0 flex-1 overflow-x-auto font-mono text-xs whitespace-nowrap"
      >
        {command}
      </code>
      <CopyButton text={command} label="Copy command" className="size-7" />
    </div>
  );
}
