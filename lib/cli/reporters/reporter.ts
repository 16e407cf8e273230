import type { RunEvent } from '../../events/run-event';
import type { RunView } from '../../events/run-view';
import type { PlannedProject } from '../../service/planning/plan-project';

/** Shows a run while it goes on. Reporters have equal rights: none of them changes what happens. */
export interface Reporter {
  readonly planned: (planned: PlannedProject) => void;
  readonly event: (event: RunEvent) => void;
  readonly finished: (view: RunView) => void;
}

export interface ReporterOptions {
  /** Whether what nodes print is told as they run; else it is in the history only. */
  readonly verbose?: boolean;
}
