import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { readProject } from '@/components/project/actions';
import { RunDock } from '@/components/runs/run-dock';
import { Providers } from '@/components/shell/providers';
import { TopBar } from '@/components/shell/top-bar';

export const metadata: Metadata = {
  title: { default: 'Seeknal', template: '%s · Seeknal' },
  description: 'Run Seeknal data and ML pipelines, and watch them as a live graph.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#14171b' },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const [nonce, project] = await Promise.all([readNonce(), readProject()]);
  return (
    // The theme's script sets the class before React looks.
    <html lang="en" suppressHydrationWarning>
      <body>
        <Providers nonce={nonce}>
          <a
            href="#main"
            className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-ink px-3 py-2 text-surface focus:translate-y-0"
          >
            Skip to the content
          </a>
          <div className="flex h-dvh flex-col overflow-hidden">
            <TopBar
              project={
                project.ok ? { name: project.value.name, directory: project.value.directory } : null
              }
            />
            <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
              {children}
            </main>
            <RunDock />
          </div>
        </Providers>
      </body>
    </html>
  );
}

/** The nonce of this request's content security policy, if the server set one. */
async function readNonce(): Promise<string | null> {
  const policy = (await headers()).get('content-security-policy') ?? '';
  return /'nonce-([^']+)'/.exec(policy)?.[1] ?? null;
}
