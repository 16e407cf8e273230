import { randomBytes } from 'node:crypto';

/** On every answer, refusals included. */
export const securityHeaders: readonly (readonly [name: string, value: string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['X-Frame-Options', 'DENY'],
];

/** Never the same twice: a script that somebody smuggled into a page can't know it. */
export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

export interface PolicyOptions {
  readonly nonce: string;
  /** The Host that the request named. */
  readonly host: string | undefined;
  readonly dev: boolean;
}

/** What a page may load: only from here, and only scripts with the nonce of this very answer. */
export function contentSecurityPolicy({ nonce, host, dev }: PolicyOptions): string {
  // Hot reload evaluates code and talks over a socket; neither is let through in production.
  const evaluation = dev ? " 'unsafe-eval'" : '';
  const sockets = dev && host !== undefined ? ` ws://${host}` : '';
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    // React and the canvas place things by style attributes, which no nonce can allow.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'${sockets}`,
    `worker-src 'self' blob:`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `object-src 'none'`,
  ].join('; ');
}
