import { expect, it, vi } from 'vitest';
import { LiveStore, noConnection } from './live-store';

it('tells of the connection and of the run that is shown, each by itself', () => {
  const live = new LiveStore();
  expect(live.connection()).toBe(noConnection);
  expect(live.shownRun()).toBeNull();
  const onChange = vi.fn();
  const stop = live.subscribe(onChange);

  live.showRun('run-1');
  expect(live.shownRun()).toBe('run-1');
  // The same object: who only looks at the connection is not drawn anew.
  expect(live.connection()).toBe(noConnection);

  live.connect({ state: 'live', heardAtMs: null });
  expect(live.connection()).toEqual({ state: 'live', heardAtMs: null });
  expect(onChange).toHaveBeenCalledTimes(2);

  stop();
  live.showRun(null);
  expect(onChange).toHaveBeenCalledTimes(2);
});
