export interface DqFlags {
  readonly json?: true;
}
