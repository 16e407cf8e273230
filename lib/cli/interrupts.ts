/** Ctrl-C once: `stop`; twice: `abort` too. SIGTERM counts like Ctrl-C. */
export interface Interrupts {
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
  /** Gives the signals back to the process. */
  readonly dispose: () => void;
}

export function onInterrupts(tell: (count: number) => void): Interrupts {
  const stop = new AbortController();
  const abort = new AbortController();
  let count = 0;
  const listener = (): void => {
    count += 1;
    if (count <= 2) tell(count);
    stop.abort();
    if (count >= 2) abort.abort();
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return {
    stop: stop.signal,
    abort: abort.signal,
    dispose: () => {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    },
  };
}
