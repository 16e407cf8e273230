import Link from 'next/link';
import type { ReactNode } from 'react';
import { LiveBadge } from '../live/live-badge';
import { LostBanner } from '../live/lost-banner';
import { CommandPalette } from '../palette/command-palette';
import { Mark } from './mark';
import { NavLinks } from './nav-links';
import { ShortcutsDialog } from './shortcuts-dialog';
import { ThemeSwitch } from './theme-switch';

/** The slim bar on top of every page. */
export function TopBar({
  project,
}: {
  /** The name of the project that is open. */
  readonly project: ReactNode;
}) {
  return (
    <>
      <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-3 sm:gap-4 sm:px-4">
        <Link
          href="/"
          aria-label="Seeknal, to the graph"
          className="-m-1 flex shrink-0 items-center gap-2 rounded-md p-1"
        >
          <Mark className="size-6" />
          <span className="font-semibold tracking-tight max-md:hidden">Seeknal</span>
        </Link>
        <span aria-hidden className="h-5 w-px bg-line max-sm:hidden" />
        <div className="min-w-0 flex-1">{project}</div>
        <NavLinks />
        <div className="flex items-center gap-1">
          <LiveBadge />
          <CommandPalette />
          <ThemeSwitch />
          <span className="max-sm:hidden">
            <ShortcutsDialog />
          </span>
        </div>
      </header>
      <LostBanner />
    </>
  );
}
