export interface InitFlags {
  readonly name?: string;
  readonly description?: string;
  readonly path?: string;
  readonly force?: true;
  readonly json?: true;
}
