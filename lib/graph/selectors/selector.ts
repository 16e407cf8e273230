/** A piece of the selector's text: `start` and `end` count characters from 0, `end` is not part of it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Words after `status:`, as a run's events name them. */
export const statusWords = [
  'pending',
  'running',
  'success',
  'failed',
  'cached',
  'skipped',
] as const;
export type StatusWord = (typeof statusWords)[number];

/** What the next run would do with a node, where no other word after `state:` says it. */
export const nextWords = [
  'stale', // runs because something upstream does
  'failed', // failed in the last run and is tried again
  'missing', // its output is gone
  'always', // runs every time
  'broken', // its file has errors
  'cached', // won't run
] as const;
export type NextWord = (typeof nextWords)[number];

/** Words after `state:`; they compare the project with what was last built. */
export const stateWords = [
  'new',
  'modified',
  'modified.sql',
  'modified.config',
  'modified.data',
  'changed', // new, modified, and everything downstream of these
  'removed',
  'unchanged',
  ...nextWords,
] as const;
export type StateWord = (typeof stateWords)[number];

/** What a node must have. A `pattern` may hold `*` and `?`. */
export type Condition =
  | {
      readonly by: 'name' | 'kind' | 'tag' | 'owner' | 'path';
      readonly pattern: string;
    }
  | { readonly by: 'status'; readonly word: StatusWord }
  | { readonly by: 'state'; readonly word: StateWord };

/** What comes along with the nodes that meet the condition. */
export type Reach =
  /** So many edges up and down: 0 for none, Infinity for all. */
  | { readonly type: 'hops'; readonly upstream: number; readonly downstream: number }
  /** `@x`: everything downstream, and all that this and the nodes themselves are made from. */
  | { readonly type: 'self_contained' };

export interface Term {
  readonly condition: Condition;
  readonly reach: Reach;
  readonly at: Span;
}

/** A parsed selector: the nodes that are in any branch; in a branch are the nodes that are in all its terms. */
export interface Selector {
  readonly branches: readonly (readonly Term[])[];
}
