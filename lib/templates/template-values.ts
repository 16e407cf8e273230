import type { JsonObject } from '../util/json';

/** What a person gives a run to put into `{{ }}`. Dates are texts as they were given. */
export interface TemplateValues {
  /** `--date`: stands for `date`, `run_date` and `today`. */
  readonly date: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
  /** `--params`: by name; they also replace the params of the same name of every node. */
  readonly params: JsonObject;
}

export const noValues: TemplateValues = { date: null, startDate: null, endDate: null, params: {} };
