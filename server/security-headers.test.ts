import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, newNonce } from './security-headers';

describe('the content security policy', () => {
  it('lets scripts run by the nonce of the answer alone', () => {
    const policy = contentSecurityPolicy({ nonce: 'abc', host: '127.0.0.1:3000', dev: false });
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toContain('ws:');
    expect(policy).not.toContain('http');
  });

  it('adds what hot reload needs in development only', () => {
    const policy = contentSecurityPolicy({ nonce: 'abc', host: 'localhost:3000', dev: true });
    expect(policy).toContain("'unsafe-eval'");
    expect(policy).toContain("connect-src 'self' ws://localhost:3000;");
  });

  it('has a nonce that fits between its quotes and never comes twice', () => {
    const nonces = Array.from({ length: 1000 }, newNonce);
    expect(new Set(nonces).size).toBe(1000);
    for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  });
});
