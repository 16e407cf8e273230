import type { RunEvent, RunTrigger } from '../../events/run-event';
import type { RunHooks } from '../../extensions/run-hooks';
import type { StateStore } from '../../state/state-backend';
import type { Result } from '../../util/result';
import type { PlannedProject } from '../planning/plan-project';
import type { RunRequest } from '../requests/run-request';
import type { ServiceError } from '../service-error';

/** What a run is asked for, and who hears of it. */
export interface RunProjectOptions {
  readonly request: RunRequest;
  readonly runId: string;
  readonly trigger: RunTrigger;
  /** Asked to stop: running nodes finish, no other starts. */
  readonly stop: AbortSignal;
  /** Asked again: queries that run are interrupted. */
  readonly abort: AbortSignal;
  /** Hears each event after it was written to the run's event file. */
  readonly onEvent: (event: RunEvent) => void;
  /** Hears the plan, and sentences for the person, before the run starts. */
  readonly onPlanned: (planned: PlannedProject) => void;
  /** Looks at the plan before anything is executed; an error refuses the run. */
  readonly findObjection?: (planned: PlannedProject) => ServiceError | null;
  /** Called beside those of the project's own config file. */
  readonly hooks?: readonly RunHooks[];
  /** Makes the plan under the lock, for those who have a manifest; else it comes from the project's files. */
  readonly plan?: (store: StateStore) => Promise<Result<PlannedProject, ServiceError>>;
  /** Where state is kept; else where the project's settings say. */
  readonly openState?: () => Promise<StateStore>;
}
