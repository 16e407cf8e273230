const secondsOf: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};

/** `45s`, `30m`, `24h`, `7d`, `2w` or a number of seconds, in seconds; null for anything else. */
export function parseDuration(text: unknown): number | null {
  if (typeof text === 'number') return text > 0 ? text : null;
  if (typeof text !== 'string') return null;
  const [, amount, unit] = /^\s*(\d+(?:\.\d+)?)\s*([smhdw]?)\s*$/i.exec(text) ?? [];
  if (amount === undefined) return null;
  const seconds = Number(amount) * (secondsOf[(unit ?? '').toLowerCase()] ?? 1);
  return seconds > 0 ? seconds : null;
}
