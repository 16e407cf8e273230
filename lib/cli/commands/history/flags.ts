export interface HistoryListFlags {
  readonly limit: number;
  readonly all?: true;
  readonly json?: true;
}

export interface HistoryShowFlags {
  readonly json?: true;
}
