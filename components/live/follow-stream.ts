import type { StreamMessage } from '@/lib/service/history/stream-message';

/** How fresh the page is: the badge in the top bar. */
export type LiveState = 'connecting' | 'live' | 'reconnecting';

export interface FollowOptions {
  /** Opens a stream that starts after what this page has. */
  readonly open: () => Promise<AsyncIterable<StreamMessage>>;
  readonly onMessage: (message: StreamMessage) => void;
  readonly onState: (state: LiveState) => void;
  readonly signal: AbortSignal;
  /** Calls back when waiting has become pointless, as when the network is back; returns how to stop that. */
  readonly onWake: (resume: () => void) => () => void;
  readonly random?: () => number;
}

/** The server speaks every ten seconds at least; a stream that is silent for longer than this is dead. */
const silenceMs = 25_000;

/** Keeps a stream open until aborted: after a loss it waits 1 to 16 seconds, a little differently in each tab. */
export async function followStream(options: FollowOptions): Promise<void> {
  const { signal, onState, random = Math.random } = options;
  let failures = 0;
  onState('connecting');
  while (!signal.aborted) {
    try {
      await readUntilLost(options, () => {
        failures = 0;
        onState('live');
      });
    } catch {
      // Whatever ended the stream: the badge tells, and the next try follows.
    }
    if (isAborted(signal)) return;
    onState('reconnecting');
    await pause(backoffMs(failures, random), options);
    failures += 1;
  }
}

/** 1, 2, 4 ... 16 seconds, of which up to a quarter is left to chance. */
export function backoffMs(failures: number, random: () => number): number {
  const full = Math.min(16_000, 1000 * 2 ** failures * 1.25);
  return Math.max(1000, full * (0.75 + 0.25 * random()));
}

async function readUntilLost(options: FollowOptions, onFirst: () => void): Promise<void> {
  const messages = await within(options.open(), options.signal);
  const reader = messages[Symbol.asyncIterator]();
  let first = true;
  for (;;) {
    const next = await within(reader.next(), options.signal);
    if (next.done === true) return;
    if (first) onFirst();
    first = false;
    options.onMessage(next.value);
  }
}

/** What the promise gives, unless silence or an abort comes first. */
function within<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The stream went silent.')), silenceMs);
    const onAbort = (): void => reject(new Error('The stream was left.'));
    signal.addEventListener('abort', onAbort, { once: true });
    // What a server action gives can be awaited, but is no whole Promise.
    void Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      });
  });
}

function pause(ms: number, { signal, onWake }: FollowOptions): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stopWaking();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    const stopWaking = onWake(end);
    signal.addEventListener('abort', end, { once: true });
  });
}

/** A function of its own because the compiler can't see that waiting lets the signal change. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
