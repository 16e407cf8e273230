/** A day of the calendar, without a time or a zone. */
export interface CalendarDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** The day that `YYYY-MM-DD`, or a timestamp that begins so, means; null when there is no such day. */
export function parseDay(text: string): CalendarDay | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/.exec(text) ?? [];
  if (day === undefined) return null;
  const found = { year: Number(year), month: Number(month), day: Number(day) };
  return dayText(found) === text.slice(0, 10) ? found : null;
}

/** As it is where the person is. */
export function localDay(now: Date): CalendarDay {
  return { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() };
}

/** `YYYY-MM-DD`; days and months beyond the end count on, as in month 13. */
function dayText({ year, month, day }: CalendarDay): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

/** The functions of `{{ }}` that give a day. `shift`: how many days, months or years to go on. */
export const dayFunctions: ReadonlyMap<string, (today: CalendarDay, shift: number) => string> =
  new Map([
    ['today', (today, shift) => dayText({ ...today, day: today.day + shift })],
    ['yesterday', (today, shift) => dayText({ ...today, day: today.day - 1 + shift })],
    ['month_start', ({ year, month }, shift) => dayText({ year, month: month + shift, day: 1 })],
    ['year_start', ({ year }, shift) => dayText({ year: year + shift, month: 1, day: 1 })],
  ]);
