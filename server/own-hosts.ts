import { networkInterfaces } from 'node:os';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const wildcards = new Set(['0.0.0.0', '::']);

/**
 * Tells whether a Host header names this server. A page of somebody else whose name was made to point
 * here (DNS rebinding) sends its own name and is told apart by that. The loopback names pass with any
 * port, as a tunnel brings them.
 */
export function ownHosts(host: string, port: number): (header: string) => boolean {
  const names = wildcards.has(host) ? ownAddresses() : [host];
  const exact = new Set(
    names.map((name) => `${name.includes(':') ? `[${name}]` : name}:${port}`.toLowerCase()),
  );
  return (header) => {
    const asked = header.toLowerCase();
    return (
      exact.has(asked) || exact.has(`${asked}:80`) || loopback.has(asked.replace(/:\d{1,5}$/, ''))
    );
  };
}

/** What others may call this machine by when the server listens on all of its networks. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .map(({ address }) => address);
}
