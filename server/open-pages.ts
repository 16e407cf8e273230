import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';
import type loadConfig from 'next/dist/server/config';
import type { DashboardOptions } from '../lib/cli/dashboard-server';

/** The pages, ready to answer. */
export interface Pages {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => Promise<void>;
}

/** Loads Next for the opened project. */
export async function openPages(
  { packageDir, projectDir, host, dev }: DashboardOptions,
  port: number,
): Promise<Pages> {
  process.env['SEEKNAL_PROJECT'] = projectDir;
  process.env['NEXT_TELEMETRY_DISABLED'] = '1';
  // React and Next choose between their two builds by this when they load.
  Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production' });
  // Next's tools look for their settings in the working directory, which may be any folder here.
  process.chdir(packageDir);

  const { default: next } = await import('next');
  if (!dev) await readSettingsQuietly(packageDir);
  // Next adds its own listener for upgrades to the server it is given. It gets one that never listens,
  // so that no upgrade reaches it past our door.
  const upgrades = createServer();
  const app = next({
    dev,
    dir: packageDir,
    hostname: host,
    port,
    httpServer: upgrades,
    quiet: true,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    handle: (request, response) => handle(request, response),
    upgrade: (request, socket, head) => {
      if (!upgrades.emit('upgrade', request, socket, head)) socket.destroy();
    },
    close: () => app.close(),
  };
}

/**
 * Has Next read next.config.js before it does so by itself, when it would print how long that took: it reads it
 * once in a process and says nothing of what it has. Errors are thrown all the same, and all later warnings are
 * printed. What is wrong with our settings, the build has told.
 */
async function readSettingsQuietly(packageDir: string): Promise<void> {
  const load = createRequire(import.meta.url);
  // Next has no option for it. By `require`, as Next itself loads it: the two must be one module.
  const settings = load('next/dist/server/config') as { readonly default: typeof loadConfig };
  await settings.default('phase-production-server', packageDir);
}
