import { createServer, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import fc from 'fast-check';
import { closeServer } from './close-server';
import { LateScripts, sendScriptsLate } from './late-scripts';
import { listen } from './listen';

const page = [
  '<!DOCTYPE html><html><head><link rel="stylesheet" href="/_next/a.css"/>',
  '<link rel="preload" as="script" fetchPriority="low" nonce="n" href="/_next/main.js"/>',
  '<script src="/_next/a.js" async="" nonce="n"></script><script src="/_next/b.js" async="" nonce="n"></script></head>',
  '<body class="é"><p>1 < 2</p><script nonce="n">theme()</script>',
  '<script src="/_next/old.js" noModule="" nonce="n"></script>',
  '<script src="/_next/main.js" nonce="n" async=""></script>',
  '<script nonce="n">self.__next_f.push([1,"a<b"])</script>',
  '<div hidden><script src="/_next/later.js" async="" nonce="n"></script></div></body></html>',
].join('');

/** What is left as it is, and which scripts are fetched late. */
function read(html: string): { rest: string; urls: unknown; fetches: number } {
  const late = /<script nonce="n">\(function fetchAfterPaint[^]*?\)\((\[.*?\])\)<\/script>/g;
  const calls = [...html.matchAll(late)];
  const urls: unknown = JSON.parse(calls[0]?.[1] ?? 'null');
  return { rest: html.replace(late, '(fetch)'), urls, fetches: calls.length };
}

const expected = {
  urls: ['/_next/a.js', '/_next/b.js', '/_next/main.js'],
  fetches: 1,
  rest: page
    .replace(/<link rel="preload"[^>]*>/, '')
    .replace(/<script src="\/_next\/[ab]\.js"[^>]*><\/script>/g, '')
    .replace(/<script src="\/_next\/main\.js"[^>]*><\/script>/, '(fetch)'),
};

it('takes the scripts out of the head, and fetches them where the page would have been started', () => {
  const scripts = new LateScripts('n');
  expect(read(scripts.push(page) + scripts.end())).toEqual(expected);
});

it('changes a page in the same way wherever it is cut', () => {
  const cut = fc.integer({ min: 0, max: page.length });
  fc.assert(
    fc.property(fc.array(cut, { maxLength: 8 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), page.length];
      const scripts = new LateScripts('n');
      const parts = places.map((from, index) => scripts.push(page.slice(from, places[index + 1])));
      expect(read(parts.join('') + scripts.end())).toEqual(expected);
    }),
  );
});

it('fetches the scripts of a page that starts none behind its shell', () => {
  const scripts = new LateScripts('n');
  const html = '<head><script src="/a.js" async="" nonce="n"></script></head><body>Gone</body>';
  expect(read(scripts.push(html) + scripts.end())).toEqual({
    rest: '<head></head><body>Gone</body>(fetch)',
    urls: ['/a.js'],
    fetches: 1,
  });
});

it('leaves a script without the nonce of the page to the security policy', () => {
  const scripts = new LateScripts('n');
  const smuggled = '<body><script src="//evil.example/a.js" async=""></script></body>';
  expect(scripts.push(smuggled) + scripts.end()).toBe(smuggled);
});

const servers = new Set<ReturnType<typeof createServer>>();
afterEach(async () => {
  for (const server of servers) await closeServer(server, 10);
  servers.clear();
});

async function answerOf(answer: (response: ServerResponse) => void): Promise<Response> {
  const server = createServer((_, response) => {
    sendScriptsLate(response, 'n');
    answer(response);
  });
  servers.add(server);
  const bound = await listen(server, { host: '127.0.0.1', port: 0 });
  if (!bound.ok) throw new Error(bound.error.message);
  return fetch(`http://127.0.0.1:${String(bound.value)}/`);
}

it('changes a page that a server sends in parts of bytes', async () => {
  const bytes = Buffer.from(page);
  const middle = bytes.indexOf('é') + 1; // within the letter
  const answer = await answerOf((response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.write(bytes.subarray(0, middle));
    response.end(bytes.subarray(middle));
  });
  expect(read(await answer.text())).toEqual(expected);
});

it('leaves alone what is no page, and a page that is packed or has a length', async () => {
  const json = await answerOf((response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ page }));
  });
  expect(await json.json()).toEqual({ page });
  const packed = await answerOf((response) => {
    response.setHeader('content-type', 'text/html');
    response.setHeader('content-encoding', 'gzip');
    response.end(gzipSync(page));
  });
  expect(await packed.text()).toBe(page);
  const measured = await answerOf((response) => {
    response.setHeader('content-type', 'text/html');
    response.setHeader('content-length', Buffer.byteLength(page));
    response.end(page);
  });
  expect(await measured.text()).toBe(page);
});
