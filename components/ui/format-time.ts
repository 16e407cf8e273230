const exact = new Intl.DateTimeFormat('en-GB', {
  year: 'numeric',
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const short = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** The exact moment in the reader's zone: `24 Nov 2026, 15:04:05 UTC`. */
export function formatMoment(atMs: number): string {
  return exact.format(atMs);
}

/** `24 Nov, 15:04` in the reader's zone, for narrow places; empty for none. */
export function formatShortMoment(atMs: number | undefined): string {
  return atMs === undefined ? '' : short.format(atMs);
}

/** `15:04:05` in the reader's zone. */
export function formatClock(atMs: number): string {
  return clock.format(atMs);
}

/** How long ago: `just now`, `3 min ago`, `2 h ago`, `5 d ago`, then the date. */
export function formatAgo(atMs: number, nowMs: number): string {
  const seconds = Math.max(0, (nowMs - atMs) / 1000);
  if (seconds < 10) return 'just now';
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  if (seconds < 7 * 86_400) return `${Math.floor(seconds / 86_400)} d ago`;
  return date.format(atMs);
}
