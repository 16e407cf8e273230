import type { RunHooks } from './run-hooks';

/** What a project adds on its own. Kinds and state backends are registered by the time this is there. */
export interface Extensions {
  readonly hooks: readonly RunHooks[];
  /**
   * The kinds of which it gives executors, if that is all that it adds: then its code decides how nodes run and
   * never which. Null when it may decide more.
   */
  readonly onlyExecutors: readonly string[] | null;
}

export const noExtensions: Extensions = { hooks: [], onlyExecutors: [] };
