/** A query that was run in this browser. */
export interface PastQuery {
  readonly sql: string;
  /** Unix milliseconds. */
  readonly atMs: number;
  readonly outcome: 'rows' | 'error';
  /** Null when it failed. */
  readonly rows: number | null;
  /** Seconds. */
  readonly duration: number;
}

const mostKept = 100;

/** The history with one more query, newest first; the same text is listed once. */
export function withQuery(past: readonly PastQuery[], query: PastQuery): readonly PastQuery[] {
  return [query, ...past.filter(({ sql }) => sql !== query.sql)].slice(0, mostKept);
}
