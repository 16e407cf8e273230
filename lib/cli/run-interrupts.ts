import { onInterrupts, type Interrupts } from './interrupts';
import type { Printer } from './printer';

/** Ctrl-C during a run, with words about what it leads to. */
export function runInterrupts(printer: Printer): Interrupts {
  return onInterrupts((what) => {
    printer.problems.warning(
      what === 'stop'
        ? 'Stopping: nodes that run may finish. Press Ctrl-C again to cancel them.'
        : 'Cancelling the nodes that run.',
    );
  });
}
