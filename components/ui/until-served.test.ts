import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { untilServed } from './until-served';

let isServerUp = true;

beforeEach(() => {
  isServerUp = true;
  vi.useFakeTimers();
  vi.stubGlobal('fetch', () =>
    isServerUp ? Promise.resolve(new Response('')) : Promise.reject(new TypeError('fetch failed')),
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('waits for a server that is gone, however long', async () => {
  isServerUp = false;
  const load = vi.fn(() =>
    isServerUp ? Promise.resolve('the list') : Promise.reject(new Error('Failed to load chunk')),
  );
  const loaded = untilServed(load)();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(load.mock.calls.length).toBeGreaterThan(20);
  isServerUp = true;
  await vi.advanceTimersByTimeAsync(5000);
  await expect(loaded).resolves.toBe('the list');
});

it('fails when the server is there and the code is not', async () => {
  const load = vi.fn(() => Promise.reject(new Error('Failed to load chunk')));
  const failed = expect(untilServed(load)()).rejects.toThrow('Failed to load chunk');
  await vi.advanceTimersByTimeAsync(20_000);
  await failed;
  expect(load).toHaveBeenCalledTimes(3);
});
