'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ThemeProvider, useTheme } from 'next-themes';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { Tooltip } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { Toaster } from 'sonner';
import { LiveProvider } from '../live/live-provider';
import { CommandsProvider } from '../palette/commands-context';
import { RunNews } from '../runs/run-news';

interface ProvidersProps {
  /** Lets the theme's inline script pass the page's content security policy; none when the policy asks for none. */
  readonly nonce: string | null;
  readonly children: ReactNode;
}

/** What every page stands on: theme, server state, address state, the live stream, tooltips, toasts. */
export function Providers({ nonce, children }: ProvidersProps) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { refetchOnWindowFocus: false, retry: 1, gcTime: 10 * 60_000 },
        },
      }),
  );
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(nonce === null ? {} : { nonce })}
    >
      <QueryClientProvider client={client}>
        <NuqsAdapter>
          <LiveProvider>
            <RunNews />
            <Tooltip.Provider delayDuration={350} skipDelayDuration={150}>
              <CommandsProvider>{children}</CommandsProvider>
            </Tooltip.Provider>
          </LiveProvider>
        </NuqsAdapter>
      </QueryClientProvider>
      <Toasts />
    </ThemeProvider>
  );
}

function Toasts() {
  const { resolvedTheme } = useTheme();
  return (
    <Toaster
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      // Below the bars and over the upper edge of the graph, where it hides no button.
      position="top-center"
      offset={{ top: 142 }}
      mobileOffset={{ top: 142 }}
      toastOptions={{
        className:
          '!min-h-9 !rounded-lg !border-line !py-2 !bg-raised !font-sans !text-sm !text-ink !shadow-float [&_[data-description]]:!text-ink-soft [&_[data-description]]:!break-all',
      }}
    />
  );
}
