export interface RetryFlags {
  /** A run by its id; else the last one. */
  readonly run?: string;
  readonly dryRun?: true;
  readonly continueOnError?: true;
  readonly retry?: number;
  readonly parallel?: number;
  readonly materialize?: boolean;
  readonly wait?: true;
  readonly json?: true;
}
