import type { Server } from 'node:http';
import type { DashboardProblem } from '../lib/cli/dashboard-server';
import { err, ok, type Result } from '../lib/util/result';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Binds the server; gives the port that it really got. */
export function listen(
  server: Server,
  address: Address,
): Promise<Result<number, DashboardProblem>> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const problem = problemOf(error.code, address);
      if (problem === null) reject(error);
      else resolve(err(problem));
    });
    server.listen(address.port, address.host, () => {
      const bound = server.address();
      resolve(ok(typeof bound === 'object' && bound !== null ? bound.port : address.port));
    });
  });
}

function problemOf(code: string | undefined, { host, port }: Address): DashboardProblem | null {
  switch (code) {
    case 'EADDRINUSE':
      return {
        message: `Port ${port} on ${host} is in use.`,
        hint: `Choose another with --port ${port === 65_535 ? 3000 : port + 1}, or end the program that uses it.`,
      };
    case 'EACCES':
      return {
        message: `Port ${port} on ${host} may not be opened by this user.`,
        hint: 'Choose one above 1023 with --port, as in --port 3000.',
      };
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        message: `${host} is no address of this machine.`,
        hint: 'Leave --host and HOST out to use 127.0.0.1.',
      };
    case undefined:
    default:
      return null;
  }
}
