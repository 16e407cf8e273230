import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Names a process so that others can tell whether it still lives, even after its pid was given away again. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Start time in the system's own unit; null where the system doesn't tell. */
  readonly started: string | null;
}

export function ownProcessIdentity(): ProcessIdentity {
  return { pid: process.pid, host: hostname(), started: startOf(process.pid) };
}

/** Whether the process runs. One on another host can't be asked, so it counts as alive. */
export function isProcessAlive(identity: ProcessIdentity): boolean {
  if (identity.host !== hostname()) return true;
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const started = startOf(identity.pid);
  return started === null || identity.started === null || started === identity.started;
}

/** Field 22 of /proc/<pid>/stat (proc(5)): clock ticks after boot. Null on systems without /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The command name, field 2, may hold spaces and brackets: count from its closing one.
    return (
      stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .at(19) ?? null
    );
  } catch {
    return null;
  }
}
