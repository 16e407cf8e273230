import type { Printer } from '../printer';
import type { Reporter } from './reporter';
import { printFinished } from './text-reporter';

/** Says what is wrong and nothing else, for scripts that go by the exit code. */
export function quietReporter({ problems }: Printer): Reporter {
  return {
    planned: () => undefined,
    event: (event) => {
      if (event.type === 'node_finished' && event.status === 'failed') {
        printFinished(event, problems);
      } else if (event.type === 'log') {
        if (event.level === 'warning') problems.warning(event.message);
        else if (event.level === 'error') problems.failure(event.message);
      }
    },
    finished: () => undefined,
  };
}
