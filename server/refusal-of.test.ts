import { describe, expect, it } from 'vitest';
import { ownHosts } from './own-hosts';
import { refusalOf } from './refusal-of';

const isOurHost = ownHosts('127.0.0.1', 3000);

describe('the door of the dashboard', () => {
  it('lets in what names this server and comes from no page or from ours', () => {
    expect(refusalOf({ host: '127.0.0.1:3000' }, isOurHost)).toBeNull();
    expect(
      refusalOf({ host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }, isOurHost),
    ).toBeNull();
    expect(
      refusalOf({ host: 'localhost:3000', origin: 'http://localhost:3000' }, isOurHost),
    ).toBeNull();
    expect(refusalOf({ host: '[::1]:3000', origin: 'http://[::1]:3000' }, isOurHost)).toBeNull();
  });

  it('lets in a tunnel that ends on another port, with or without https', () => {
    const headers = { host: 'localhost:8080', origin: 'https://localhost:8080' };
    expect(refusalOf(headers, isOurHost)).toBeNull();
  });

  it.each([
    'evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example:3000',
    'localhost.evil.example:3000',
    'localhost:3000.evil.example',
    'evil.example@localhost:3000',
    '192.168.0.5:3000',
    '',
  ])('refuses the name "%s", which somebody else may have made to point here', (host) => {
    expect(refusalOf({ host }, isOurHost)).toContain(`"${host}"`);
  });

  it('refuses a request without a Host', () => {
    expect(refusalOf({}, isOurHost)).toMatch(/^Refused/);
  });

  it.each([
    'http://evil.example',
    'http://127.0.0.1:3001',
    'http://localhost:3000',
    'http://127.0.0.1',
    'http://127.0.0.1:3000.evil.example',
    'ftp://127.0.0.1:3000',
    'null',
    'nonsense',
    '',
  ])('refuses what a page of "%s" sends to 127.0.0.1:3000', (origin) => {
    expect(refusalOf({ host: '127.0.0.1:3000', origin }, isOurHost)).toContain(origin);
  });

  it('knows the host that it listens on, in any spelling', () => {
    const isListening = ownHosts('Dashboard.Internal', 3000);
    expect(isListening('dashboard.internal:3000')).toBe(true);
    expect(isListening('dashboard.internal:3001')).toBe(false);
    expect(isListening('dashboard.internal')).toBe(false);
  });

  it('takes a name without a port for port 80, as browsers mean it', () => {
    const isListening = ownHosts('dashboard.internal', 80);
    expect(isListening('dashboard.internal')).toBe(true);
  });

  it('knows all addresses of this machine when it listens on all of them, and still no names', () => {
    const isListening = ownHosts('0.0.0.0', 3000);
    expect(isListening('127.0.0.1:3000')).toBe(true);
    expect(isListening('[::1]:3000')).toBe(true);
    expect(isListening('evil.example:3000')).toBe(false);
  });
});
