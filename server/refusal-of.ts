import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request is not let in, as a sentence; null when it is. Browsers add an Origin wherever a page
 * could act on a server in the person's name, so one that is not ours ends here.
 */
export function refusalOf(
  headers: IncomingHttpHeaders,
  isOurHost: (header: string) => boolean,
): string | null {
  const { host, origin } = headers;
  if (host === undefined || !isOurHost(host)) {
    return `Refused: this dashboard does not answer to the name "${host ?? ''}". Open it by the address that it printed when it started.`;
  }
  if (origin !== undefined && !isSameOrigin(origin, host)) {
    return `Refused: a page of ${origin} may not talk to this dashboard.`;
  }
  return null;
}

/** By host and port alone: a tunnel may add https. */
function isSameOrigin(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  return /^https?:$/.test(protocol) && originHost === host.toLowerCase();
}
