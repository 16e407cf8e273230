import './globals.css';
import type { Metadata, Viewport } from 'next';
import { Activity, Suspense, type ReactNode } from 'react';
import { readProject } from '@/components/project/actions';
import { RunDock } from '@/components/runs/run-dock';
import { ProjectName } from '@/components/shell/project-name';
import { Providers } from '@/components/shell/providers';
import { TopBar } from '@/components/shell/top-bar';
import { readNonce } from './read-nonce';

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
  const nonce = await readNonce();
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
            {/* Boundaries of their own: what a page is about is made alive before what is around it. */}
            <Activity>
              <TopBar
                project={
                  <Suspense>
                    <OpenProjectName />
                  </Suspense>
                }
              />
            </Activity>
            <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
              {children}
            </main>
            <Activity>
              <RunDock />
            </Activity>
          </div>
        </Providers>
      </body>
    </html>
  );
}

/** Apart from the layout, so that reading a large project holds up no page's frame. */
async function OpenProjectName() {
  const project = await readProject();
  if (!project.ok) return null;
  // The name and the folder alone: not the whole snapshot once more in the page.
  const { name, directory } = project.value;
  return <ProjectName initial={{ name, directory }} />;
}
