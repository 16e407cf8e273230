import type { OpenStateBackend } from '../state-address';

/** By the scheme of the address. A new one is a folder in backends/ and a line here. */
const backends = new Map<string, OpenStateBackend>([
  ['file', async (address) => (await import('./file/open')).openFileState(address)],
  ['sqlite', async (address) => (await import('./sqlite/open')).openSqliteState(address)],
  ['postgres', async (address) => (await import('./postgres/open')).openPostgresState(address)],
  ['postgresql', async (address) => (await import('./postgres/open')).openPostgresState(address)],
]);

/** Adds a backend of one's own, for addresses that start with `<scheme>:`. */
export function registerStateBackend(scheme: string, open: OpenStateBackend): void {
  backends.set(scheme, open);
}

export function stateBackendFor(scheme: string): OpenStateBackend | null {
  return backends.get(scheme) ?? null;
}

export function stateSchemes(): string[] {
  return [...backends.keys()];
}
