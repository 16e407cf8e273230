import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamMessage } from '@/lib/service/history/stream-message';
import type { LiveState } from './follow-stream';
import { shareStream, type StreamListener } from './share-stream';

/** Locks as browsers give them, for one name: the next in the queue holds it when the one before lets go. */
function fakeLocks() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request: (_name: string, options: { signal: AbortSignal }, hold: () => Promise<unknown>) => {
      const turn = last.then(() => (options.signal.aborted ? undefined : hold()));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

const beat = (at_ms: number): StreamMessage => ({ type: 'heartbeat', at_ms });

/** A tab whose stream the test feeds by hand, once the tab leads. */
function tab() {
  const heard: StreamMessage[] = [];
  const states: LiveState[] = [];
  let stream: StreamListener | null = null;
  const close = shareStream(
    (listener, signal) =>
      new Promise<void>((resolve) => {
        stream = listener;
        listener.onState('live');
        signal.addEventListener('abort', () => resolve());
      }),
    { onMessage: (message) => heard.push(message), onState: (state) => states.push(state) },
  );
  return {
    heard,
    states,
    close,
    leads: () => stream !== null,
    send: (message: StreamMessage) => stream?.onMessage(message),
  };
}

describe('shareStream', () => {
  beforeEach(() => {
    vi.stubGlobal('navigator', { locks: fakeLocks() });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('opens one stream for all tabs, and every tab hears it', async () => {
    const [first, second] = [tab(), tab()];
    await vi.waitFor(() => expect(first.leads()).toBe(true));
    first.send(beat(1));
    await vi.waitFor(() => expect(second.heard).toEqual([beat(1)]));
    expect(first.heard).toEqual([beat(1)]);
    expect(second.leads()).toBe(false);
    first.close();
    second.close();
  });

  it('passes the stream to another tab when the one that leads is closed', async () => {
    const [first, second, third] = [tab(), tab(), tab()];
    await vi.waitFor(() => expect(first.leads()).toBe(true));
    first.close();
    await vi.waitFor(() => expect(second.leads()).toBe(true));
    second.send(beat(2));
    await vi.waitFor(() => expect(third.heard).toEqual([beat(2)]));
    expect(first.heard).toEqual([]);
    second.close();
    third.close();
  });

  it('tells a tab that comes late how things stand', async () => {
    const first = tab();
    await vi.waitFor(() => expect(first.leads()).toBe(true));
    const late = tab();
    await vi.waitFor(() => expect(late.states).toEqual(['live']));
    first.close();
    late.close();
  });

  it('follows for itself where the browser has no locks', async () => {
    vi.stubGlobal('navigator', {});
    const [first, second] = [tab(), tab()];
    await vi.waitFor(() => expect([first.leads(), second.leads()]).toEqual([true, true]));
    first.close();
    second.close();
  });
});
