/** Ctrl-C once: `stop`; twice, or SIGTERM: `abort` too. */
export interface Interrupts {
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
  /** Gives the signals back to the process. */
  readonly dispose: () => void;
}

/** Listens to the process's signals; `tell` hears what they lead to, once each. */
export function onInterrupts(tell: (what: 'stop' | 'abort') => void): Interrupts {
  const stop = new AbortController();
  const abort = new AbortController();
  const askToStop = (): void => {
    tell('stop');
    stop.abort();
  };
  const askToAbort = (): void => {
    if (abort.signal.aborted) return;
    tell('abort');
    stop.abort();
    abort.abort();
  };
  const onInterrupt = (): void => (stop.signal.aborted ? askToAbort() : askToStop());
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', askToAbort);
  return {
    stop: stop.signal,
    abort: abort.signal,
    dispose: () => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', askToAbort);
    },
  };
}
