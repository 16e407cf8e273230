import type { StateBackend } from './state-backend';

/** Where state is to be kept, and whose. */
export interface StateAddress {
  /** As it was given: `<scheme>:<rest>`. */
  readonly url: string;
  /** What relative paths start from; absolute. */
  readonly projectDir: string;
  /** Sets the states of projects apart that share a database. */
  readonly project: string;
}

/** Opens a backend; throws a StateUnavailableError when the address is none or nobody answers there. */
export type OpenStateBackend = (address: StateAddress) => Promise<StateBackend>;
