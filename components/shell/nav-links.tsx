'use client';

import { History, ShieldCheck, SquareTerminal, Workflow } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { cn } from '../ui/cn';

const links = [
  { href: '/', word: 'Graph', icon: Workflow, isHere: (path: string) => path === '/' },
  {
    href: '/runs',
    word: 'Runs',
    icon: History,
    isHere: (path: string) => path.startsWith('/runs'),
  },
  {
    href: '/quality',
    word: 'Quality',
    icon: ShieldCheck,
    isHere: (path: string) => path.startsWith('/quality'),
  },
  {
    href: '/sql',
    word: 'SQL',
    icon: SquareTerminal,
    isHere: (path: string) => path.startsWith('/sql'),
  },
] as const;

/** The pages of the dashboard. */
export function NavLinks() {
  const path = usePathname();
  const router = useRouter();
  return (
    <nav aria-label="Pages" className="flex items-center gap-0.5">
      {links.map(({ href, word, icon: Icon, isHere }) => (
        <Link
          key={href}
          href={href}
          // Not with each page: making three pages that nobody asked for would hold up the one that is opened.
          prefetch={false}
          onPointerEnter={() => router.prefetch(href)}
          onFocus={() => router.prefetch(href)}
          aria-current={isHere(path) ? 'page' : undefined}
          className={cn(
            'inline-flex h-8 items-center gap-1.5 rounded-md px-2.5 font-medium transition-colors',
            isHere(path) ? 'bg-hover text-ink' : 'text-ink-soft hover:bg-hover hover:text-ink',
          )}
        >
          <Icon aria-hidden className="size-4" strokeWidth={1.9} />
          <span className="max-sm:sr-only">{word}</span>
        </Link>
      ))}
    </nav>
  );
}
