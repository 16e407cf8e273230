export interface StateFlags {
  readonly json?: true;
}

export interface StateCleanFlags extends StateFlags {
  readonly yes?: true;
}
