export interface ShowFlags {
  readonly json?: true;
}
