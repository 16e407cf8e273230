import { headers } from 'next/headers';

/** The nonce of this request's content security policy, if the server set one. */
export async function readNonce(): Promise<string | null> {
  const policy = (await headers()).get('content-security-policy') ?? '';
  return /'nonce-([^']+)'/.exec(policy)?.[1] ?? null;
}
