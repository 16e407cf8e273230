import type { StateAddress } from '../../state-address';
import { StateUnavailableError } from '../../state-unavailable';
import { PostgresStateBackend } from './postgres-state-backend';

/** `postgres://user@host:port/database`; a password comes better from PGPASSWORD or ~/.pgpass than from here. */
export async function openPostgresState({
  url,
  project,
}: StateAddress): Promise<PostgresStateBackend> {
  try {
    return await PostgresStateBackend.connect(url, project);
  } catch (error) {
    throw new StateUnavailableError(
      `The state at ${withoutSecrets(url)} can't be reached: ${reasonOf(error)}`,
      'Check that the server runs, and the address, the user and the password.',
      { cause: error },
    );
  }
}

function withoutSecrets(url: string): string {
  return url.replace(/(:\/\/[^:/@]*):[^@]*@/, '$1@').replace(/\?.*$/, '');
}

/** A refused connection to several addresses of a host has its reasons inside. */
function reasonOf(error: unknown): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const told = first ?? error;
  const message = told instanceof Error ? told.message : String(told);
  return message.endsWith('.') ? message : `${message}.`;
}
