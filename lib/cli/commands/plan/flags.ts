import type { SelectionFlags } from '../../request-flags';

export interface PlanFlags extends SelectionFlags {
  readonly out?: string;
  readonly json?: true;
}
