import type { Result } from '../util/result';
import type { Ask, DataProblem } from './ask';

/** What the data process is told. */
export type ToProcess =
  /** The files that may be read from now on: `kind.name` to an absolute path. */
  | { readonly type: 'outputs'; readonly outputs: Readonly<Record<string, string>> }
  | { readonly type: 'ask'; readonly id: number; readonly ask: Ask }
  | { readonly type: 'cancel'; readonly id: number };

/** What it says. */
export interface FromProcess {
  readonly id: number;
  readonly answer: Result<unknown, DataProblem>;
}

/** What a data process may take; in its argument, as JSON. */
export interface ProcessLimits {
  readonly memoryLimitBytes: number;
  readonly tempLimitBytes: number;
  readonly threads: number;
  /** Absolute; made, and emptied when the process ends. */
  readonly tempDirectory: string;
}
