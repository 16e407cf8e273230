import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { closeServer } from './close-server';
import { listen } from './listen';

const servers = new Set<ReturnType<typeof createServer>>();

function newServer(): ReturnType<typeof createServer> {
  const server = createServer();
  servers.add(server);
  return server;
}

afterEach(async () => {
  for (const server of servers) if (server.listening) await closeServer(server, 10);
  servers.clear();
});

describe('listening and closing', () => {
  it('tells the port that it got when any would do', async () => {
    const server = newServer();
    const bound = await listen(server, { host: '127.0.0.1', port: 0 });
    expect(bound).toEqual({ ok: true, value: (server.address() as AddressInfo).port });
  });

  it('says that a port is in use, and which other to take', async () => {
    const taken = await listen(newServer(), { host: '127.0.0.1', port: 0 });
    if (!taken.ok) throw new Error(taken.error.message);
    const refused = await listen(newServer(), { host: '127.0.0.1', port: taken.value });
    expect(refused).toMatchObject({
      ok: false,
      error: { message: `Port ${String(taken.value)} on 127.0.0.1 is in use.` },
    });
  });

  it('says that an address belongs to no network of this machine', async () => {
    // 192.0.2.0/24 is reserved for documentation: nobody has it.
    const refused = await listen(newServer(), { host: '192.0.2.1', port: 0 });
    expect(refused).toMatchObject({
      ok: false,
      error: { message: '192.0.2.1 is no address of this machine.' },
    });
  });

  it('cuts off an answer that never ends', async () => {
    const server = newServer();
    server.on('request', (_, response) => response.write('the first of many'));
    const bound = await listen(server, { host: '127.0.0.1', port: 0 });
    if (!bound.ok) throw new Error(bound.error.message);
    const response = await fetch(`http://127.0.0.1:${String(bound.value)}/`);
    const reader = response.body!.getReader();
    await reader.read();
    await closeServer(server, 10);
    await expect(reader.read()).rejects.toThrow();
    await expect(fetch(`http://127.0.0.1:${String(bound.value)}/`)).rejects.toThrow();
  });
});
