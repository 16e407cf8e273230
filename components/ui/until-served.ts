import pRetry from 'p-retry';

/** Code that a server which answers fails to give so often is not there any more, as after an update. */
const mostRefusals = 3;

/**
 * Fetches a part of the page's code; while the server does not answer it goes on trying, as the page itself does. Fails
 * when the server is there and the code is not.
 */
export function untilServed<M>(load: () => Promise<M>): () => Promise<M> {
  return () => {
    let refusals = 0;
    return pRetry(load, {
      retries: Infinity,
      minTimeout: 500,
      maxTimeout: 4000,
      shouldRetry: async () => {
        if (await answers()) refusals += 1;
        return refusals < mostRefusals;
      },
    });
  };
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch('/icon.svg', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
