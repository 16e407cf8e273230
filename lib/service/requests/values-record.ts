import type { RunRequestRecord } from '../../events/run-event';
import { noValues, type TemplateValues } from '../../templates/template-values';

type ValuesRecord = Pick<RunRequestRecord, 'date' | 'start_date' | 'end_date' | 'params'>;

/** What was given for `{{ }}`, as events, history and saved plans keep it. */
export function valuesRecord({ date, startDate, endDate, params }: TemplateValues): ValuesRecord {
  return {
    ...(date === null ? {} : { date }),
    ...(startDate === null ? {} : { start_date: startDate }),
    ...(endDate === null ? {} : { end_date: endDate }),
    ...(Object.keys(params).length === 0 ? {} : { params }),
  };
}

/** The way back. */
export function valuesOfRecord(record: ValuesRecord): TemplateValues {
  return {
    ...noValues,
    date: record.date ?? null,
    startDate: record.start_date ?? null,
    endDate: record.end_date ?? null,
    params: record.params ?? {},
  };
}
