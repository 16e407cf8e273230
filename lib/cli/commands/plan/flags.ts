import type { SelectionFlags, ValueFlags } from '../../request-flags';

export interface PlanFlags extends SelectionFlags, ValueFlags {
  readonly out?: string;
  readonly json?: true;
}
