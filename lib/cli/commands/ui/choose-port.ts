import { err, ok, type Result } from '../../../util/result';
import type { DashboardProblem } from '../../dashboard-server';

/** The port of the dashboard: the flag, else $PORT, else 3000. An empty variable counts as none. */
export function choosePort(
  flag: number | null,
  variable: string | undefined,
): Result<number, DashboardProblem> {
  const fromVariable = variable === undefined || variable.trim() === '' ? '3000' : variable.trim();
  const text = flag === null ? fromVariable : String(flag);
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return ok(port);
  return err({
    message: `${flag === null ? 'PORT' : '--port'} is "${text}", which is not a port number.`,
    hint: 'Give a whole number from 1 to 65535, or 0 for any free port.',
  });
}
