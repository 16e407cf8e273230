import type { Server } from 'node:http';

/** Takes no more connections, gives open answers `graceMs` to end, then cuts them off. */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await Promise.race([closed, pause(graceMs)]);
  server.closeAllConnections();
  // Upgraded connections are no longer the server's: they end with the process.
  await Promise.race([closed, pause(graceMs)]);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
