import type { RunTrigger } from '../../../events/run-event';
import type { RequestFlags } from '../../request-flags';

export interface RunFlags extends RequestFlags {
  readonly dryRun?: true;
  readonly showPlan?: true;
  readonly plan?: string;
  readonly wait?: true;
  readonly watch?: true;
  readonly json?: true;
  /** Given by the dashboard, which wants to know the id before the run starts. */
  readonly runId?: string;
  readonly trigger: RunTrigger;
}
