import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A line between browser and server that a test can cut. */
export interface CutProxy {
  /** Without a slash at the end. */
  readonly url: string;
  readonly openCount: () => number;
  /** Breaks every connection there is, as a network does; new ones are let through. */
  readonly cut: () => void;
  /** Leads to another server from now on. */
  readonly leadTo: (port: number) => void;
  readonly close: () => Promise<void>;
}

/** Passes on bytes as they come, to a server on this machine. */
export async function startCutProxy(port: number): Promise<CutProxy> {
  let target = port;
  const open = new Set<Socket>();
  const server = createServer((browser) => {
    const upstream = connect(target, '127.0.0.1');
    open.add(browser);
    const end = (): void => {
      open.delete(browser);
      browser.destroy();
      upstream.destroy();
    };
    for (const socket of [browser, upstream]) socket.on('close', end).on('error', end);
    browser.pipe(upstream).pipe(browser);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    openCount: () => open.size,
    cut,
    leadTo: (next) => (target = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
