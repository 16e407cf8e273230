import { request as httpRequest } from 'node:http';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  expect,
  runSeeknal,
  startDashboard,
  test,
  type Dashboard,
  type Finished,
} from './fixtures';

/** A user that owns nothing, where this test may become one. */
const nobody = 65_534;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

test.describe('the door of the server', () => {
  test('refuses the name of somebody else, as a rebound name would bring it', async ({
    dashboard,
  }) => {
    for (const path of ['/', '/runs', '/_next/static/none.js']) {
      const answer = await ask(dashboard, path, { host: `evil.example:${dashboard.port}` });
      expect(answer.status).toBe(403);
      expect(answer.text).toMatch(/^Refused: [^\n]*evil\.example[^\n]*\n$/);
    }
    expect((await ask(dashboard, '/', { host: `localhost:${dashboard.port}` })).status).toBe(200);
  });

  test('refuses what pages of other origins send, and upgrades as well', async ({ dashboard }) => {
    for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:1`]) {
      for (const method of ['GET', 'POST']) {
        expect((await ask(dashboard, '/', { origin }, method)).status).toBe(403);
      }
    }
    expect((await ask(dashboard, '/', { origin: dashboard.url })).status).toBe(200);
    expect(await upgrade(dashboard, 'http://evil.example')).toContain('403 Forbidden');
  });

  test('gives each answer its own policy and the usual safety headers', async ({ dashboard }) => {
    const [first, second] = [await ask(dashboard, '/'), await ask(dashboard, '/')];
    const policies = [first, second].map(({ headers }) =>
      String(headers['content-security-policy']),
    );
    expect(policies[0]).toContain("default-src 'self'");
    expect(policies[0]).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic';/);
    expect(policies[0]).not.toBe(policies[1]);
    expect(first.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(first.headers).not.toHaveProperty('x-powered-by');
  });

  test('does not let a client choose the nonce', async ({ dashboard }) => {
    const mine = "script-src 'nonce-mine'";
    const { text, headers } = await ask(dashboard, '/', { 'content-security-policy': mine });
    expect(text).not.toContain('nonce="mine"');
    expect(headers['content-security-policy']).not.toContain('mine');
  });

  test('gives out no file of this machine, whatever the path looks like', async ({ dashboard }) => {
    const paths = [
      '/../../../../etc/passwd',
      '/..%2f..%2f..%2fetc%2fpasswd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/_next/static/../../../../../../etc/passwd',
      '/_next/static/..%2f..%2f..%2fpackage.json',
      '/_next/image?url=%2Fetc%2Fpasswd&w=64&q=75',
      '/package.json',
      '/.env',
      '/seeknal_project.yml',
      '/data/users.csv',
      '/runs/..%2f..%2f..%2fetc%2fpasswd',
    ];
    for (const path of paths) {
      const { status, text } = await ask(dashboard, path);
      expect.soft(text, path).not.toMatch(/root:|seeknal-dag|user_id,|^name: corner-shop/m);
      expect.soft(status, path).toBeLessThan(500);
    }
  });
});

test('the pages load nothing from elsewhere and break no rule of their policy', async ({
  page,
  dashboard,
}) => {
  const seen = watch(page);
  for (const path of ['/', '/runs', '/runs/none', '/nowhere']) {
    await page.goto(dashboard.url + path);
    await expect(page.getByRole('main')).toBeVisible();
    // Scripts that the policy stops would leave the badge at its first word.
    await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  }
  expect(seen.origins.size).toBeGreaterThan(0);
  expect([...seen.origins]).toEqual([dashboard.url]);
  expect(seen.violations).toEqual([]);
});

test('a script that got into a page does not run', async ({ page, dashboard }) => {
  const seen = watch(page);
  await page.goto(dashboard.url);
  await page.evaluate(() => {
    const image = document.createElement('div');
    image.innerHTML = '<img src="/nowhere.png" onerror="window.smuggled = true">';
    document.body.append(image);
  });
  await expect.poll(() => seen.violations.length).toBeGreaterThan(0);
  expect(await page.evaluate(() => 'smuggled' in window)).toBe(false);
});

test.describe('starting', () => {
  test('says that a port is in use', async ({ dashboard, project, seeknal }) => {
    const port = String(dashboard.port);
    const refused = await seeknal('ui', '--project', project.dir, '--port', port);
    expectRefusal(refused, `Port ${port} on 127.0.0.1 is in use.`);
  });

  test('says that a folder has no project', async ({ seeknal }) => {
    const empty = await mkdtemp(join(tmpdir(), 'seeknal-empty-'));
    const refused = await seeknal('ui', '--project', empty, '--port', '0');
    await rm(empty, { recursive: true });
    expectRefusal(refused, `${empty} is not a Seeknal project:`);

    const missing = await seeknal('ui', '--project', empty, '--port', '0');
    expectRefusal(missing, `There is no folder ${empty}.`);
  });

  test('says that a folder can not be written', async ({ project }) => {
    const isRoot = process.getuid?.() === 0;
    // Root may write everywhere, so the command runs as somebody who may not.
    const uid = isRoot ? { uid: nobody } : {};
    await chmod(dirname(project.dir), 0o755);
    await chmod(project.dir, 0o555);
    const refused = await runSeeknal(['ui', '--project', project.dir, '--port', '0'], uid);
    await chmod(project.dir, 0o755);
    test.skip(isRoot && /EACCES/.test(refused.stderr), 'nobody may not read this clone');
    expectRefusal(refused, `${project.dir} can't be written`);
  });

  test('says that the history can not be written', async ({ project, seeknal }) => {
    await project.write('.seeknal', 'a file where the folder should be');
    const refused = await seeknal('ui', '--project', project.dir, '--port', '0');
    expectRefusal(refused, `${join(project.dir, '.seeknal')} can't be written`);
  });

  test('says that PORT is no number', async ({ project }) => {
    const env = { PORT: 'http', SEEKNAL_PROJECT: project.dir };
    const refused = await runSeeknal(['ui'], { env });
    expectRefusal(refused, 'PORT is "http", which is not a port number.');
  });
});

test('an interrupt stops the server within two seconds, open streams or not', async ({
  page,
  project,
}) => {
  const own = await startDashboard(project.dir);
  await page.goto(own.url);
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  const { code, durationMs } = await own.stop();
  expect(code).toBe(0);
  expect(durationMs).toBeLessThan(2000);
  await expect(fetch(own.url)).rejects.toThrow();
});

/** One sentence, at most one more on what to do, and nothing of the inside. */
function expectRefusal({ code, stdout, stderr }: Finished, sentence: string): void {
  const [first, ...rest] = (stdout + stderr).trimEnd().split('\n');
  expect(code).toBe(1);
  expect(first).toContain(`✗ ${sentence}`);
  expect(rest.length).toBeLessThanOrEqual(1);
}

/** What the page asks for, and what its policy forbade. */
function watch(page: Page): { readonly origins: Set<string>; readonly violations: string[] } {
  const origins = new Set<string>();
  const violations: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:') origins.add(origin);
  });
  page.on('websocket', (socket) => origins.add(new URL(socket.url()).origin));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) violations.push(message.text());
  });
  return { origins, violations };
}

/** Without a browser's or fetch's own idea of Host, Origin and paths. */
function ask(
  { port }: Dashboard,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    request.on('error', reject);
    request.end();
  });
}

function upgrade({ port }: Dashboard, origin: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.write(
      [
        'GET / HTTP/1.1',
        `Host: 127.0.0.1:${port}`,
        `Origin: ${origin}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Version: 13',
        '\r\n',
      ].join('\r\n'),
    );
  });
}
