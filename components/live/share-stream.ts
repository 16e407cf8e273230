import type { StreamMessage } from '@/lib/service/history/stream-message';
import type { LiveState } from './follow-stream';

/** What tabs of one browser tell each other. */
type Note =
  | { readonly kind: 'message'; readonly message: StreamMessage }
  | { readonly kind: 'state'; readonly state: LiveState }
  /** A tab that has just come: who leads, say how things stand. */
  | { readonly kind: 'hello' };

export interface StreamListener {
  readonly onMessage: (message: StreamMessage) => void;
  readonly onState: (state: LiveState) => void;
}

/** The leader relays a heartbeat every ten seconds; without any for this long the tab knows nothing for sure. */
const silenceMs = 30_000;
const channelName = 'seeknal-live';

/**
 * One stream for all tabs of a browser: the tab that holds the lock follows it and tells the others. When
 * that tab closes, the lock passes to the next one, which goes on from what it has itself. Without locks (an address that
 * is neither https nor localhost) each tab follows for itself.
 */
export function shareStream(
  follow: (listener: StreamListener, signal: AbortSignal) => Promise<void>,
  listener: StreamListener,
): () => void {
  const abort = new AbortController();
  // Not in every browser and context, whatever the type says.
  const locks = (navigator as Partial<Navigator>).locks;
  if (locks === undefined || typeof BroadcastChannel === 'undefined') {
    void follow(listener, abort.signal);
    return () => abort.abort();
  }
  const channel = new BroadcastChannel(channelName);
  const tell = (note: Note): void => channel.postMessage(note);
  let leads = false;
  let state: LiveState = 'connecting';
  let silence: ReturnType<typeof setTimeout> | undefined;
  const hear = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => listener.onState('reconnecting'), silenceMs);
  };
  channel.onmessage = ({ data }: MessageEvent<Note>): void => {
    if (data.kind === 'hello') {
      if (leads) tell({ kind: 'state', state });
    } else if (!leads) {
      hear();
      if (data.kind === 'state') listener.onState(data.state);
      else listener.onMessage(data.message);
    }
  };
  tell({ kind: 'hello' });
  locks
    .request(channelName, { signal: abort.signal }, () => {
      leads = true;
      clearTimeout(silence);
      return follow(
        {
          onMessage: (message) => {
            listener.onMessage(message);
            tell({ kind: 'message', message });
          },
          onState: (next) => {
            state = next;
            listener.onState(next);
            tell({ kind: 'state', state: next });
          },
        },
        abort.signal,
      );
    })
    .catch(() => undefined);
  return () => {
    abort.abort();
    clearTimeout(silence);
    // A stream that ends now may still report; a closed channel would throw.
    leads = false;
    channel.onmessage = null;
    setTimeout(() => channel.close(), 0);
  };
}
