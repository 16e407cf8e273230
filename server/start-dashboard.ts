import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type {
  DashboardOptions,
  DashboardProblem,
  RunningDashboard,
} from '../lib/cli/dashboard-server';
import { err, ok, type Result } from '../lib/util/result';
import { closeServer, pause } from './close-server';
import { sendScriptsLate } from './late-scripts';
import { listen } from './listen';
import { openPages } from './open-pages';
import { ownHosts } from './own-hosts';
import { refusalOf } from './refusal-of';
import { contentSecurityPolicy, newNonce, securityHeaders } from './security-headers';
import { warmUp } from './warm-up';

/** What is open when the server stops gets this long to end by itself. */
const graceMs = 300;

/**
 * Starts the web server of the dashboard: Next's pages behind a door of our own, which lets in what
 * comes from our pages only and gives each page its content security policy.
 */
export async function startDashboard(
  options: DashboardOptions,
): Promise<Result<RunningDashboard, DashboardProblem>> {
  const { packageDir, host, dev } = options;
  if (!dev && !existsSync(join(packageDir, '.next', 'BUILD_ID'))) {
    return err({
      message: 'The pages of the dashboard are not built yet.',
      hint: `Run \`npm run build\` in ${packageDir}, or \`npm start\`, which builds them when needed.`,
    });
  }

  // Bound before the pages load, so that a port in use is told at once.
  const server = createServer();
  const bound = await listen(server, options);
  if (!bound.ok) return bound;
  const port = bound.value;
  const isOurHost = ownHosts(host, port);
  const opening = openPages(options, port);

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of securityHeaders) response.setHeader(name, value);
    const refusal = refusalOf(request.headers, isOurHost);
    if (refusal !== null) {
      response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`${refusal}\n`);
      return;
    }
    const nonce = newNonce();
    const policy = contentSecurityPolicy({ nonce, host: request.headers.host, dev });
    // Next and the layout read the nonce from the request; whatever a client sent there is replaced.
    request.headers['content-security-policy'] = policy;
    response.setHeader('Content-Security-Policy', policy);
    // From the same machine: packing a page takes longer than handing it over.
    if (isLoopback(request.socket.remoteAddress)) delete request.headers['accept-encoding'];
    if (!dev) sendScriptsLate(response, nonce);
    void opening.then((pages) => pages.handle(request, response));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refusalOf(request.headers, isOurHost);
    if (refusal === null) void opening.then((pages) => pages.upgrade(request, socket, head));
    else socket.end(`HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n${refusal}\n`);
  });

  const pages = await opening;
  const stopWarmUp = dev ? null : warmUp({ host, port });
  return ok({
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    stop: async () => {
      stopWarmUp?.();
      await closeServer(server, graceMs);
      // Its watchers may take their time; the process ends soon in any case.
      await Promise.race([pages.close(), pause(graceMs)]);
    },
  });
}

function isLoopback(address: string | undefined): boolean {
  return address === '::1' || address?.replace('::ffff:', '').startsWith('127.') === true;
}
