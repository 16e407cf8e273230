import { get } from 'node:http';

interface WarmUp {
  readonly host: string;
  readonly port: number;
}

/**
 * Asks for the front page once, so that the project is read and the code of the pages is loaded before a person comes: the
 * first page of a server takes twenty times as long as the next. Returns what ends it.
 */
export function warmUp({ host, port }: WarmUp): () => void {
  const request = get({ host: wildcards[host] ?? host, port, path: '/', agent: false }, (answer) =>
    answer.resume(),
  );
  // Whatever is wrong is told to the person who asks for the page.
  request.on('error', () => undefined);
  return () => request.destroy();
}

/** What listens everywhere is reached here. */
const wildcards: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
