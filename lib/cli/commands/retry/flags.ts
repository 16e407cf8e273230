export interface RetryFlags {
  readonly dryRun?: true;
  readonly continueOnError?: true;
  readonly retry?: number;
  readonly parallel?: number;
  readonly materialize?: boolean;
  readonly wait?: true;
  readonly json?: true;
}
