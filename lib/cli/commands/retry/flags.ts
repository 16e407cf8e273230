import type { MannerFlags } from '../../request-flags';

export interface RetryFlags extends MannerFlags {
  /** A run by its id; else the last one. */
  readonly run?: string;
  readonly dryRun?: true;
  readonly wait?: true;
  readonly json?: true;
}
