import type { Result } from '../util/result';

/** What the dashboard serves, and where. */
export interface DashboardOptions {
  /** The opened project, absolute. */
  readonly projectDir: string;
  /** Where this package is installed, absolute: the built pages lie there. */
  readonly packageDir: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Hot reload, for work on the dashboard itself. */
  readonly dev: boolean;
}

export interface RunningDashboard {
  /** With the port that was really taken, as in http://127.0.0.1:3000 */
  readonly url: string;
  /** Stops listening, and ends what is still open soon after. Runs go on: they are processes of their own. */
  readonly stop: () => Promise<void>;
}

/** Why the dashboard can't start: what is wrong, and what to do about it. */
export interface DashboardProblem {
  readonly message: string;
  readonly hint: string;
}

/**
 * What server/ exports. The command line knows only this type and loads the code by its path, because
 * it must work with no web stack loaded.
 */
export type StartDashboard = (
  options: DashboardOptions,
) => Promise<Result<RunningDashboard, DashboardProblem>>;
